package io.llmcache.platform;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a tag to few values, whatever it is given: further ones are {@code other}. Thread-safe. */
final class FewValues {

  private static final int MOST = 100;

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  String of(String value) {
    if (value.isEmpty()) {
      return RequestOutcome.NONE;
    }
    // two threads may both add the last one: a bound that is one or two higher does no harm
    return known.contains(value) || (known.size() < MOST && known.add(value)) ? value : "other";
  }
}
