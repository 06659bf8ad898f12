package io.llmcache.itests.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An LLM endpoint of an application's own, which answers what its provider says, in the request's
 * thread. {@code PORT/path} is {@code path} at the provider on that port.
 */
@WebServlet(urlPatterns = "/*", asyncSupported = true)
public class CompletionServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient ExecutorService threads = Executors.newCachedThreadPool();
  private final transient HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();

  /** The client's threads would hold the application's classes for a minute. */
  @Override
  public void destroy() {
    threads.shutdown();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String rest = request.getRequestURI().substring(request.getContextPath().length() + 1);
    String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
    HttpRequest.Builder call =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rest + query));
    for (String name : Collections.list(request.getHeaderNames())) {
      if (Relaying.goesUpstream(name)) {
        Collections.list(request.getHeaders(name)).forEach(value -> call.header(name, value));
      }
    }
    byte[] body = request.getInputStream().readAllBytes();
    call.method(
        request.getMethod(),
        body.length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body));
    HttpResponse<InputStream> reply;
    try {
      reply = client.send(call.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      response.sendError(HttpServletResponse.SC_BAD_GATEWAY);
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    Relaying.copy(reply.statusCode(), reply.headers().map(), reply.body(), request, response);
  }
}
