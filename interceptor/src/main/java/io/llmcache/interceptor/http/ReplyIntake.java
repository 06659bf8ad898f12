package io.llmcache.interceptor.http;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the application's HTTP client sees of a call. An idle connection of that client's pool holds
 * its last call's, which therefore lets go of the call once that is over: the client ends its own
 * thread only when nothing refers to it.
 */
final class ReplyIntake<T> implements HttpResponse.BodyHandler<T>, HttpResponse.BodySubscriber<T> {

  private final AtomicReference<@Nullable UpstreamCall<T>> call;

  ReplyIntake(UpstreamCall<T> call) {
    this.call = new AtomicReference<>(call);
  }

  /** The call is over: what still comes is cancelled. */
  void release() {
    call.set(null);
  }

  @Override
  public HttpResponse.BodySubscriber<T> apply(HttpResponse.ResponseInfo head) {
    UpstreamCall<T> running = call.get();
    if (running != null) {
      running.begin(head);
    }
    return this;
  }

  @Override
  @SuppressWarnings("NullAway") // the application's own handler makes its body
  public CompletionStage<T> getBody() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    UpstreamCall<T> running = call.get();
    if (running == null) {
      subscription.cancel();
    } else {
      running.subscribed(subscription);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> chunks) {
    UpstreamCall<T> running = call.get();
    if (running != null) {
      running.next(chunks);
    }
  }

  @Override
  public void onError(Throwable failure) {
    UpstreamCall<T> running = call.get();
    if (running != null) {
      running.broken(failure);
    }
  }

  @Override
  public void onComplete() {
    UpstreamCall<T> running = call.get();
    if (running != null) {
      running.complete();
    }
  }
}
