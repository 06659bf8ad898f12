package io.llmcache.filter.gateway;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call to an upstream, whose reply goes into the lease's recording as it comes. Holds no
 * thread. Asks for more bytes only when the recording takes more, so that a slow client slows its
 * upstream.
 */
final class UpstreamCall
    implements HttpResponse.BodyHandler<@Nullable Void>,
        HttpResponse.BodySubscriber<@Nullable Void> {

  private final Upstreams upstreams;
  private final Lease lease;
  private final Consumer<Reply> answer;
  private final Function<Throwable, Reply> failed;
  private final IdleWatch idle;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable CompletableFuture<?> call;
  private volatile Flow.@Nullable Subscription subscription;
  private volatile @Nullable Recording recording;
  private volatile @Nullable Upload upload;

  /**
   * @param answer told once, on any thread: the reply once its head is there, or that of {@code
   *     failed}
   * @param failed makes the reply where there was none
   */
  UpstreamCall(
      Upstreams upstreams, Lease lease, Consumer<Reply> answer, Function<Throwable, Reply> failed) {
    this.upstreams = upstreams;
    this.lease = lease;
    this.answer = answer;
    this.failed = failed;
    this.idle = upstreams.idleWatch(() -> abort(new HttpTimeoutException("nothing moved in time")));
  }

  /** Something moved, perhaps in the other direction. */
  void moved() {
    idle.moved();
  }

  /**
   * @param sending the body that the request's own thread sends; null: it is part of the request
   */
  void start(HttpRequest request, @Nullable Upload sending) {
    upload = sending;
    upstreams.began(this);
    idle.start();
    CompletableFuture<? extends HttpResponse<?>> running =
        upstreams.client().sendAsync(request, this);
    call = running;
    running.whenComplete(
        (response, failure) -> {
          if (failure != null) {
            broken(failure);
          }
        });
  }

  /** Breaks the call off, and closes its connection. */
  void abort(Throwable cause) {
    broken(cause);
    Flow.Subscription reading = subscription;
    CompletableFuture<?> running = call;
    if (reading != null) {
      reading.cancel();
    } else if (running != null) {
      running.cancel(true);
    }
  }

  @Override
  public HttpResponse.BodySubscriber<@Nullable Void> apply(HttpResponse.ResponseInfo head) {
    idle.moved();
    Recording begun = lease.reply(head.statusCode(), Headers.of(head.headers().map()));
    recording = begun;
    begun.whenUnwanted(() -> abort(new CancellationException("nobody reads the reply")));
    answer.accept(HeaderRules.toClient(begun.reply()));
    return this;
  }

  @Override
  public CompletionStage<@Nullable Void> getBody() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (over.get()) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> chunks) {
    idle.moved();
    Recording into = recording;
    Flow.Subscription from = subscription;
    if (into == null || from == null) {
      return;
    }
    chunks.forEach(into::write);
    into.whenWritable(
        () -> {
          idle.moved();
          from.request(1);
        });
  }

  @Override
  public void onError(Throwable failure) {
    broken(failure);
  }

  @Override
  public void onComplete() {
    Recording whole = recording;
    if (end() && whole != null) {
      whole.end();
    }
  }

  private void broken(Throwable cause) {
    if (!end()) {
      return;
    }
    Upload sending = upload;
    if (sending != null) {
      sending.cancel();
    }
    Recording begun = recording;
    if (begun != null) {
      begun.fail(cause);
    } else {
      lease.failed(cause);
      answer.accept(failed.apply(cause));
    }
  }

  private boolean end() {
    boolean first = over.compareAndSet(false, true);
    if (first) {
      idle.stop();
      upstreams.ended(this);
    }
    return first;
  }
}
