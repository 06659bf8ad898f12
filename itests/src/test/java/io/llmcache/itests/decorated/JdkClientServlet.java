package io.llmcache.itests.decorated;

import io.llmcache.interceptor.http.LlmCacheHttpClient;
import io.llmcache.itests.app.Relaying;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;

/** Calls, as the request describes, with the JDK's client and the cache around it. */
@WebServlet(urlPatterns = "/jdk", asyncSupported = true)
public class JdkClientServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private transient HttpClient client;

  @Override
  public void init() {
    client =
        LlmCacheHttpClient.wrap(
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpRequest.Builder call =
        HttpRequest.newBuilder(URI.create(request.getHeader("X-Relay-Target")));
    for (String name : Collections.list(request.getHeaderNames())) {
      if (Relaying.goesUpstream(name)) {
        Collections.list(request.getHeaders(name)).forEach(value -> call.header(name, value));
      }
    }
    byte[] body = request.getInputStream().readAllBytes();
    call.method(
        request.getHeader("X-Relay-Method"),
        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    try {
      HttpResponse<InputStream> reply = client.send(call.build(), BodyHandlers.ofInputStream());
      Relaying.copy(reply.statusCode(), reply.headers().map(), reply.body(), request, response);
    } catch (IOException e) {
      response.sendError(e instanceof ConnectException ? 502 : 500, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
