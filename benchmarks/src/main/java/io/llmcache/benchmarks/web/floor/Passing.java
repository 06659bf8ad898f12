package io.llmcache.benchmarks.web.floor;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Passes one reply on: each piece is written and flushed by the thread that brings it where the
 * client can take it, else as soon as it can; then the next is asked for.
 */
final class Passing
    implements HttpResponse.BodyHandler<@Nullable Void>,
        HttpResponse.BodySubscriber<@Nullable Void>,
        WriteListener {

  private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
  private final Queue<ByteBuffer> pieces = new ArrayDeque<>();
  private final AsyncContext async;
  private final HttpServletResponse response;
  private final ServletOutputStream out;
  private Flow.@Nullable Subscription upstream;
  private boolean writable;
  private boolean unflushed;
  private boolean asking;
  private boolean ended;
  private boolean over;

  /** To be made in the request's own thread. */
  Passing(AsyncContext async) throws IOException {
    this.async = async;
    this.response = (HttpServletResponse) async.getResponse();
    this.out = response.getOutputStream();
    out.setWriteListener(this);
  }

  @Override
  public HttpResponse.BodySubscriber<@Nullable Void> apply(HttpResponse.ResponseInfo head) {
    response.setStatus(head.statusCode());
    head.headers()
        .map()
        .forEach(
            (name, values) -> {
              if (ProxyServlet.passes(name)) {
                values.forEach(value -> response.addHeader(name, value));
              }
            });
    head.headers().firstValueAsLong("Content-Length").ifPresent(response::setContentLengthLong);
    return this;
  }

  @Override
  public CompletionStage<@Nullable Void> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    upstream = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> more) {
    synchronized (this) {
      pieces.addAll(more);
      asking = true;
    }
    write();
  }

  @Override
  public void onComplete() {
    synchronized (this) {
      ended = true;
    }
    write();
    done.complete(null);
  }

  @Override
  public void onWritePossible() {
    synchronized (this) {
      writable = true;
    }
    write();
  }

  /** Either side has failed. */
  @Override
  public synchronized void onError(Throwable failure) {
    if (!over) {
      over = true;
      async.complete();
    }
    done.completeExceptionally(failure);
  }

  private void write() {
    try {
      if (wroteAll() && upstream != null) {
        upstream.request(1);
      }
    } catch (IOException | IllegalStateException e) {
      onError(e);
    }
  }

  /** Whether the next piece may be asked for. */
  private synchronized boolean wroteAll() throws IOException {
    while (writable && !over && out.isReady()) {
      ByteBuffer piece = pieces.poll();
      if (piece != null) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        out.write(bytes);
        unflushed = true;
      } else if (unflushed) {
        unflushed = false;
        out.flush();
      } else if (ended) {
        over = true;
        async.complete();
      } else {
        boolean next = asking;
        asking = false;
        return next;
      }
    }
    return false;
  }
}
