package io.llmcache.internal.engine;

import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a tier alone that does not answer: open after {@value #TIMEOUTS} time-outs in a row or one
 * refused connection; closed again by whoever sees the tier answer a ping. Thread-safe.
 */
final class Breaker {

  static final int TIMEOUTS = 3;

  private int timeouts;
  private boolean open;

  synchronized boolean open() {
    return open;
  }

  /** An answer came; it closes nothing, since it may be an old one. */
  synchronized void answered() {
    timeouts = 0;
  }

  /** Whether this failure opened the breaker. */
  synchronized boolean failed(Throwable failure) {
    Throwable cause = unwrapped(failure);
    if (refused(cause)) {
      timeouts = TIMEOUTS;
    } else if (cause instanceof TimeoutException || cause instanceof RejectedExecutionException) {
      timeouts++;
    }
    boolean opens = !open && timeouts >= TIMEOUTS;
    open = open || opens;
    return opens;
  }

  synchronized void close() {
    open = false;
    timeouts = 0;
  }

  static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean refused(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }
}
