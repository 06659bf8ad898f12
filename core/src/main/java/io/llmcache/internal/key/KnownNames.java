package io.llmcache.internal.key;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A test of names that remembers what came of it: those of header fields are few, and the same in
 * each request. Remembers a bounded number of them, and none that is long. Thread-safe.
 */
final class KnownNames {

  private static final int MOST = 256;
  private static final int LONGEST = 64;

  private final Predicate<String> test;

  /** Never changed, only replaced; of two threads that do so at once one may do so in vain. */
  private volatile Map<String, Boolean> known = Map.of();

  /**
   * @param test pure
   */
  KnownNames(Predicate<String> test) {
    this.test = test;
  }

  boolean passes(String name) {
    Map<String, Boolean> now = known;
    Boolean before = now.get(name);
    if (before != null) {
      return before;
    }
    boolean passes = test.test(name);
    if (name.length() <= LONGEST && now.size() < MOST) {
      Map<String, Boolean> more = new HashMap<>(now);
      more.put(name, passes);
      known = more;
    }
    return passes;
  }
}
