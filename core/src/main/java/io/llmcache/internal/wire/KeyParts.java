package io.llmcache.internal.wire;

import io.llmcache.exchange.Headers;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The header fields and query parts of a request that belong into its key. */
public final class KeyParts {

  private KeyParts() {}

  /**
   * The fields that pass, with names in lower case and values without blanks around them, sorted.
   *
   * @param wanted asked with names in lower case
   */
  public static Headers headers(Headers headers, Predicate<String> wanted) {
    Map<String, List<String>> sorted = new TreeMap<>();
    headers.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (wanted.test(lower)) {
            sorted.computeIfAbsent(lower, any -> new ArrayList<>()).add(value.strip());
          }
        });
    if (sorted.isEmpty()) {
      return Headers.EMPTY;
    }
    sorted.values().forEach(values -> values.sort(null));
    return Headers.of(sorted);
  }

  /**
   * All parts of the raw query, sorted, but for the credential {@code key=}, which the tenant
   * stands for. Any other credential stays in: the tenant does not know it, and the key is a
   * digest.
   */
  public static List<String> query(URI target) {
    String query = target.getRawQuery();
    if (query == null) {
      return List.of();
    }
    return Arrays.stream(query.split("&"))
        .filter(part -> !part.isEmpty() && !part.equals("key") && !part.startsWith("key="))
        .sorted()
        .toList();
  }
}
