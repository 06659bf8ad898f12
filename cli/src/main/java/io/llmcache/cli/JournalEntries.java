package io.llmcache.cli;

import io.llmcache.cli.Journal.Mark;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a journal's text says: for each finished line its number, its digest and the second at which
 * its answer is stale. The last entry of a line counts. Not thread-safe.
 */
final class JournalEntries {

  private static final Pattern ENTRY = Pattern.compile("(\\d{1,18}) ([0-9a-f]{32}) (\\d{1,11})");

  private final Map<Long, Entry> entries = new HashMap<>();

  /** One entry as it is written. */
  static String text(long number, String digest, Instant until) {
    return "%d %s %d".formatted(number, digest, until.getEpochSecond());
  }

  /** Takes an entry over; what is none, such as one that a crash cut short, is passed over. */
  void read(String text) {
    Matcher matcher = ENTRY.matcher(text);
    if (matcher.matches()) {
      Instant until = Instant.ofEpochSecond(Long.parseLong(matcher.group(3)));
      entries.put(Long.parseLong(matcher.group(1)), new Entry(matcher.group(2), until));
    }
  }

  Mark of(long number, String digest, Instant now) {
    Entry entry = entries.get(number);
    if (entry == null) {
      return Mark.UNKNOWN;
    }
    if (!entry.digest().equals(digest)) {
      return Mark.CHANGED;
    }
    return entry.until().isAfter(now) ? Mark.FINISHED : Mark.EXPIRED;
  }

  private record Entry(String digest, Instant until) {}
}
