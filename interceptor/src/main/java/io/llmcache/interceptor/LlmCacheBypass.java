package io.llmcache.interceptor;

import java.util.concurrent.Callable;

/**
 * For a caller that cannot use the answer it got: cached methods that are called inside are run,
 * and what they return replaces the stored answer.
 */
public final class LlmCacheBypass {

  private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);

  private LlmCacheBypass() {}

  /**
   * Calls on the calling thread; what is called on other threads is cached as ever.
   *
   * @throws Exception what the callable throws, unchanged
   */
  public static <T> T call(Callable<T> calls) throws Exception {
    DEPTH.set(DEPTH.get() + 1);
    try {
      return calls.call();
    } finally {
      int outer = DEPTH.get() - 1;
      if (outer == 0) {
        DEPTH.remove();
      } else {
        DEPTH.set(outer);
      }
    }
  }

  /** Whether the calling thread is inside of {@link #call}. */
  public static boolean active() {
    boolean inside = DEPTH.get() > 0;
    if (!inside) {
      DEPTH.remove();
    }
    return inside;
  }
}
