package io.llmcache.filter.io;

import org.jspecify.annotations.Nullable;

/** Runs an action once, as soon as both it and its time are there. Thread-safe. */
final class DueAction {

  private @Nullable Runnable action;
  private boolean due;

  /** Takes the place of an action that was given before and is not due yet. */
  void then(Runnable wanted) {
    synchronized (this) {
      if (!due) {
        action = wanted;
        return;
      }
    }
    wanted.run();
  }

  void now() {
    Runnable wanted;
    synchronized (this) {
      due = true;
      wanted = action;
      action = null;
    }
    if (wanted != null) {
      wanted.run();
    }
  }
}
