package io.llmcache.interceptor.http;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is to be stopped if the caller goes away: the last thing said. Thread-safe. */
final class Abandonment {

  private Consumer<Throwable> stop = cause -> {};
  private @Nullable Throwable cause;

  /** From now on this is stopped; at once if the caller has gone already. */
  void by(Consumer<Throwable> action) {
    Throwable gone;
    synchronized (this) {
      stop = action;
      gone = cause;
    }
    if (gone != null) {
      action.accept(gone);
    }
  }

  /** The caller has gone. */
  void now(Throwable why) {
    Consumer<Throwable> action;
    synchronized (this) {
      cause = why;
      action = stop;
    }
    action.accept(why);
  }
}
