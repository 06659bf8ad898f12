package io.llmcache.internal.engine;

import java.time.Duration;

/** Runs something later, once, on a thread on which it must not block. */
public interface Timer {

  /** Cancelling is idempotent, and does nothing to what already runs. */
  Runnable after(Duration delay, Runnable action);
}
