package io.llmcache.internal.engine;

import io.llmcache.exchange.Headers;
import java.util.Arrays;
import java.util.List;

/** The tags that a caller gives an answer, to invalidate it by. */
final class Tags {

  /** What the request header is called. */
  static final String FIELD = "llmcache-tags";

  private static final int MOST = 32;
  private static final int LONGEST = 200;

  private Tags() {}

  /**
   * The tags of a request, sorted: a list with commas between, blanks around each left out. Empty
   * ones do not count.
   */
  static List<String> of(Headers headers) {
    String field = headers.joined(FIELD);
    if (field == null) {
      return List.of();
    }
    return Arrays.stream(field.split(","))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  /** Whether so many tags of such length can be kept with an entry. */
  static boolean keepable(List<String> tags) {
    return tags.size() <= MOST && tags.stream().allMatch(tag -> tag.length() <= LONGEST);
  }
}
