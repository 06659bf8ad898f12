package io.llmcache.benchmarks.web.floor;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A proxy without a cache: sends the request on with the JDK's client, as the gateway does, and
 * passes the reply as it comes, each piece flushed.
 */
@WebServlet(urlPatterns = "/proxy", asyncSupported = true)
public final class ProxyServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

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
    for (String name : List.of("Content-Type", "Authorization")) {
      upstream.header(name, request.getHeader(name));
    }
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    client
        .sendAsync(upstream.build(), head -> new Passing(head, response))
        .whenComplete((done, failure) -> async.complete());
  }

  /** Writes what comes, in the thread in which it comes. */
  private static final class Passing implements HttpResponse.BodySubscriber<@Nullable Void> {

    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private final HttpServletResponse response;

    Passing(HttpResponse.ResponseInfo head, HttpServletResponse response) {
      this.response = response;
      response.setStatus(head.statusCode());
      head.headers().firstValue("Content-Type").ifPresent(response::setContentType);
      head.headers().firstValueAsLong("Content-Length").ifPresent(response::setContentLengthLong);
    }

    @Override
    public CompletionStage<@Nullable Void> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
      try {
        ServletOutputStream out = response.getOutputStream();
        for (ByteBuffer piece : pieces) {
          byte[] bytes = new byte[piece.remaining()];
          piece.get(bytes);
          out.write(bytes);
        }
        out.flush();
      } catch (IOException e) {
        done.completeExceptionally(e);
      }
    }

    @Override
    public void onError(Throwable failure) {
      done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      done.complete(null);
    }
  }
}
