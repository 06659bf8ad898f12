package io.llmcache.samples.assistant;

import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a cache in front of the provider said about an answer, in the response header {@code
 * Cache-Status} (RFC 9211).
 *
 * @param detail the cache's own word, such as {@code l1}; empty if there is none
 */
record CacheStatus(Outcome outcome, String detail) {

  /** Where an answer came from. */
  enum Outcome {
    /** From the cache. */
    HIT,
    /** From a call that was already under way for somebody else. */
    SHARED,
    /** From the cache, past its time, because the provider failed. */
    STALE,
    /** From the provider; it may be a hit the next time. */
    MISS,
    /** From the provider, past the cache. */
    BYPASS,
    /** From the provider, with no cache in front. */
    NONE;

    /** Whether no provider call was paid for. */
    boolean saved() {
      return this == HIT || this == SHARED || this == STALE;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final CacheStatus ABSENT = new CacheStatus(Outcome.NONE, "");
  private static final Pattern MEMBER = Pattern.compile("(?:[^,\"]|\"(?:\\\\.|[^\"\\\\])*\")+");
  private static final Pattern PART = Pattern.compile("(?:[^;\"]|\"(?:\\\\.|[^\"\\\\])*\")+");

  /**
   * Reads the header. Of several caches the one that saved the call counts, else the nearest one.
   */
  static CacheStatus parse(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return ABSENT;
    }
    List<CacheStatus> all = split(MEMBER, header).stream().map(CacheStatus::member).toList();
    return all.stream()
        .filter(status -> status.outcome.saved())
        .findFirst()
        .orElse(all.get(all.size() - 1));
  }

  private static CacheStatus member(String member) {
    List<String> parts = split(PART, member);
    return new CacheStatus(outcome(parts), value(parts, "detail"));
  }

  private static Outcome outcome(List<String> parts) {
    String forward = value(parts, "fwd");
    if (parts.contains("hit")) {
      return Outcome.HIT;
    }
    if (parts.contains("collapsed")) {
      return Outcome.SHARED;
    }
    if (forward.equals("stale") && value(parts, "fwd-status").matches("[45]\\d\\d")) {
      return Outcome.STALE;
    }
    return forward.equals("bypass") ? Outcome.BYPASS : Outcome.MISS;
  }

  private static String value(List<String> parts, String name) {
    return parts.stream()
        .filter(part -> part.startsWith(name + "="))
        .map(part -> part.substring(name.length() + 1).replace("\"", ""))
        .findFirst()
        .orElse("");
  }

  private static List<String> split(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).map(String::strip).toList();
  }
}
