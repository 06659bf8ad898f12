package io.llmcache.filter.support;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.HopByHop;
import io.llmcache.filter.io.RequestHeaders;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;

/** An application that answers with what its own provider says, in the request's thread. */
public final class ForwardingServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final List<String> NOT_FORWARDED = List.of("host", "content-length", "expect");

  private final transient HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final transient URI target;

  public ForwardingServlet(URI target) {
    this.target = target;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String query = request.getQueryString();
    String path = request.getRequestURI().substring(request.getContextPath().length());
    HttpRequest.Builder out =
        HttpRequest.newBuilder(URI.create(target + path + (query == null ? "" : "?" + query)));
    Headers received = HopByHop.removedFrom(RequestHeaders.of(request));
    received
        .keeping(name -> !NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT)))
        .forEach(out::header);
    byte[] body = request.getInputStream().readAllBytes();
    out.method(
        request.getMethod(),
        body.length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body));
    HttpResponse<InputStream> reply;
    try {
      reply = client.send(out.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      response.sendError(502);
      return;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    try {
      copy(reply, response);
    } catch (IOException e) {
      if (!getServletContext().getServerInfo().startsWith("Undertow")) {
        throw e;
      }
      // Undertow ends the body cleanly after an exception; a time-out it shows to the client
      request.startAsync().setTimeout(1);
    }
  }

  private static void copy(HttpResponse<InputStream> reply, HttpServletResponse response)
      throws IOException {
    response.setStatus(reply.statusCode());
    HopByHop.removedFrom(Headers.of(reply.headers().map()))
        .keeping(name -> !name.startsWith(":") && !name.equalsIgnoreCase("Content-Length"))
        .forEach(response::addHeader);
    try (InputStream in = reply.body()) {
      OutputStream out = response.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        out.flush();
      }
    }
  }
}
