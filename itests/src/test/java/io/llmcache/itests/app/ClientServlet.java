package io.llmcache.itests.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the call that the request describes with a client of JAX-RS, and answers with what the
 * client got. {@code X-Relay-Target} and {@code X-Relay-Method} say where and how.
 */
abstract class ClientServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the call.
   *
   * @param headers those of the call; Content-Type is there if there is a body
   * @param body null: none
   */
  abstract Response call(
      String method, URI target, MultivaluedMap<String, String> headers, byte @Nullable [] body);

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      if (Relaying.goesUpstream(name)) {
        headers.addAll(written(name), Collections.list(request.getHeaders(name)));
      }
    }
    byte[] body = request.getInputStream().readAllBytes();
    URI target = URI.create(request.getHeader("X-Relay-Target"));
    String method = request.getHeader("X-Relay-Method");
    try (Response reply = call(method, target, headers, body.length == 0 ? null : body)) {
      Map<String, List<String>> fields = new TreeMap<>(reply.getStringHeaders());
      InputStream entity = reply.readEntity(InputStream.class);
      Relaying.copy(reply.getStatus(), fields, entity, request, response);
    } catch (ProcessingException e) {
      response.sendError(unreachable(e) ? 502 : 500, e.toString());
    }
  }

  /** Some servers have all names in small letters. */
  private static String written(String name) {
    return name.equalsIgnoreCase("Content-Type") ? "Content-Type" : name;
  }

  private static boolean unreachable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }
}
