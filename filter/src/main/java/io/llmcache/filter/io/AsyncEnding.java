package io.llmcache.filter.io;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.util.function.Consumer;

/** Tells how an asynchronous request ends, however often it is dispatched and begun again. */
public final class AsyncEnding implements AsyncListener {

  private final Runnable completed;
  private final Consumer<Throwable> failed;

  /** Never called; WildFly warns of each listener class that has no such constructor. */
  public AsyncEnding() {
    this(() -> {}, failure -> {});
  }

  /**
   * @param completed runs when the request is over
   * @param failed runs before that if it failed or timed out; perhaps more than once
   */
  public AsyncEnding(Runnable completed, Consumer<Throwable> failed) {
    this.completed = completed;
    this.failed = failed;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    completed.run();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    failed.accept(new IOException("the asynchronous request timed out"));
  }

  @Override
  public void onError(AsyncEvent event) {
    Throwable cause = event.getThrowable();
    failed.accept(cause == null ? new IOException("the asynchronous request failed") : cause);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }
}
