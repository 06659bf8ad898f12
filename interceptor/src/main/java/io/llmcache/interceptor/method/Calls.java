package io.llmcache.interceptor.method;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a thread is in the middle of. One that makes itself again would wait for its own
 * answer.
 */
final class Calls {

  private static final ThreadLocal<@Nullable Deque<Identity>> UNDER_WAY = new ThreadLocal<>();

  private Calls() {}

  /** What two calls have in common that wait for each other. */
  private record Identity(
      String name, String arguments, @Nullable String principal, boolean shared) {

    static Identity of(MethodCall call) {
      return new Identity(call.name(), call.argumentsJson(), call.principal(), call.shared());
    }
  }

  /** Whether this thread makes the same call already. */
  static boolean underWay(MethodCall call) {
    Deque<Identity> calls = UNDER_WAY.get();
    return calls != null && calls.contains(Identity.of(call));
  }

  /** Makes the method's own call on this thread. */
  static <T extends @Nullable Object> T make(MethodCall call, Callable<T> proceed)
      throws Exception {
    Deque<Identity> calls = UNDER_WAY.get();
    if (calls == null) {
      calls = new ArrayDeque<>();
      UNDER_WAY.set(calls);
    }
    calls.push(Identity.of(call));
    try {
      return proceed.call();
    } finally {
      calls.pop();
      if (calls.isEmpty()) {
        UNDER_WAY.remove();
      }
    }
  }
}
