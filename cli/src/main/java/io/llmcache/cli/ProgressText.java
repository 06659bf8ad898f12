package io.llmcache.cli;

import io.llmcache.cli.Tally.Kind;
import java.time.Duration;
import java.util.Locale;

/** Writes how far a run is. Pure but for the counts that it reads. */
final class ProgressText {

  private static final int BAR = 24;

  private ProgressText() {}

  /** {@code 412/1000 done, 30 hits, 380 stored, 2 failed, 1.9/s, 5m10s left}. */
  static String of(Tally tally, Duration elapsed) {
    long done = tally.done();
    long total = tally.total();
    StringBuilder text = new StringBuilder();
    text.append(done).append(total >= 0 ? "/" + total : "").append(" done");
    counts(text, tally);
    double rate = rate(tally, elapsed);
    text.append(String.format(Locale.ROOT, ", %.1f/s", rate));
    if (total > done && rate > 0) {
      long seconds = (long) Math.ceil((total - done) / rate);
      text.append(", ").append(Times.of(Duration.ofSeconds(seconds))).append(" left");
    }
    return text.toString();
  }

  /** The same with a bar before it, where the total is known. */
  static String bar(Tally tally, Duration elapsed) {
    if (tally.total() <= 0) {
      return of(tally, elapsed);
    }
    int filled = (int) (BAR * Math.min(tally.done(), tally.total()) / tally.total());
    return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] " + of(tally, elapsed);
  }

  /** {@code , 30 hits, 380 stored, 2 failed}, and what else was counted. */
  static void counts(StringBuilder text, Tally tally) {
    if (tally.of(Kind.SKIPPED) > 0) {
      text.append(", ").append(tally.of(Kind.SKIPPED)).append(" skipped");
    }
    text.append(", ").append(tally.of(Kind.HIT)).append(" hits");
    if (tally.of(Kind.TO_DO) > 0) {
      text.append(", ").append(tally.of(Kind.TO_DO)).append(" to do");
    }
    text.append(", ").append(tally.of(Kind.STORED)).append(" stored");
    text.append(", ").append(tally.of(Kind.FAILED)).append(" failed");
  }

  private static double rate(Tally tally, Duration elapsed) {
    long worked = tally.done() - tally.of(Kind.SKIPPED);
    return elapsed.isZero() ? 0 : worked * 1e9 / elapsed.toNanos();
  }
}
