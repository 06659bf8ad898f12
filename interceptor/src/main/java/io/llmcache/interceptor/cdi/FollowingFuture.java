package io.llmcache.interceptor.cdi;

import java.util.concurrent.CompletableFuture;

/**
 * Completes as another does, after something was done if that succeeded; its cancel is passed on.
 */
final class FollowingFuture<T> extends CompletableFuture<T> {

  private final CompletableFuture<T> followed;

  FollowingFuture(CompletableFuture<T> followed, Runnable onSuccess) {
    this.followed = followed;
    var unused =
        followed.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                onSuccess.run();
                complete(value);
              } else {
                completeExceptionally(failure);
              }
            });
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    boolean cancelled = super.cancel(mayInterrupt);
    followed.cancel(mayInterrupt);
    return cancelled;
  }
}
