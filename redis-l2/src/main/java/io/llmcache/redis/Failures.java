package io.llmcache.redis;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks into failures: Jedis hides the reason among causes and suppressed ones. */
final class Failures {

  private static final int MOST = 20;

  private Failures() {}

  /** The failure itself or one within it that is wanted, or null. */
  static @Nullable Throwable in(Throwable failure, Predicate<Throwable> wanted) {
    Deque<Throwable> rest = new ArrayDeque<>();
    rest.add(failure);
    for (int seen = 0; seen < MOST && !rest.isEmpty(); seen++) {
      Throwable next = rest.remove();
      if (wanted.test(next)) {
        return next;
      }
      if (next.getCause() != null) {
        rest.add(next.getCause());
      }
      rest.addAll(Arrays.asList(next.getSuppressed()));
    }
    return null;
  }
}
