package io.llmcache.benchmarks.web.floor;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;

/**
 * A proxy without a cache: what the gateway does, less the cache. It reads the request, sends it on
 * with the JDK's client and all header fields, and passes the reply with its fields as it comes, no
 * faster than its own client takes it, without a thread that waits.
 */
@WebServlet(urlPatterns = "/proxy", asyncSupported = true)
public final class ProxyServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** Fields of one connection, and those that the client writes itself. */
  private static final Set<String> NOT_PASSED =
      Set.of("connection", "keep-alive", "transfer-encoding", "host", "content-length");

  private final transient HttpClient client = HttpClient.newHttpClient();
  private transient URI target = URI.create("http://127.0.0.1/");

  @Override
  public void init() {
    target = URI.create(getServletContext().getInitParameter("provider") + "/v1/chat/completions");
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpRequest.Builder upstream =
        HttpRequest.newBuilder(target)
            .version(HttpClient.Version.HTTP_1_1)
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.getInputStream().readAllBytes()));
    for (String name : Collections.list(request.getHeaderNames())) {
      if (passes(name)) {
        for (String value : Collections.list(request.getHeaders(name))) {
          upstream.header(name, value);
        }
      }
    }
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    Passing passing = new Passing(async);
    client
        .sendAsync(upstream.build(), passing)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                passing.onError(failure);
              }
            });
  }

  static boolean passes(String name) {
    return !NOT_PASSED.contains(name.toLowerCase(Locale.ROOT));
  }
}
