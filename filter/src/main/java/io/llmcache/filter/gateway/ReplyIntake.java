package io.llmcache.filter.gateway;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP client sees of a call. An idle connection of the client's pool holds its last
 * call's, which therefore lets go of the call once that is over: the client ends its own thread
 * only when nothing refers to it, and with that thread goes the class loader of the deployment.
 */
final class ReplyIntake
    implements HttpResponse.BodyHandler<@Nullable Void>,
        HttpResponse.BodySubscriber<@Nullable Void> {

  private final AtomicReference<@Nullable UpstreamCall> call;
  private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

  ReplyIntake(UpstreamCall call) {
    this.call = new AtomicReference<>(call);
  }

  /** The call is over: what still comes is cancelled. */
  void release() {
    call.set(null);
  }

  /**
   * Lets the client do what it does after each call, which may be to start a thread: hence not
   * before the reply was passed on.
   */
  void done() {
    over.complete(null);
  }

  @Override
  public HttpResponse.BodySubscriber<@Nullable Void> apply(HttpResponse.ResponseInfo head) {
    UpstreamCall running = call.get();
    if (running != null) {
      running.begin(head);
    }
    return this;
  }

  @Override
  public CompletionStage<@Nullable Void> getBody() {
    return over;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    UpstreamCall running = call.get();
    if (running == null) {
      subscription.cancel();
    } else {
      running.subscribed(subscription);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> chunks) {
    UpstreamCall running = call.get();
    if (running != null) {
      running.next(chunks);
    }
  }

  @Override
  public void onError(Throwable failure) {
    UpstreamCall running = call.get();
    if (running != null) {
      running.broken(failure);
    }
  }

  @Override
  public void onComplete() {
    UpstreamCall running = call.get();
    if (running != null) {
      running.complete();
    }
  }
}
