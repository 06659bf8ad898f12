package io.llmcache.cli;

import io.llmcache.cli.common.ExitCodes;
import java.time.Duration;

/**
 * What a user reads at the end. Pure but for the counts that it reads.
 *
 * @param stopped why the run ended early; empty if it did not
 */
record Summary(String file, Tally tally, String stopped, Duration elapsed) {

  String text() {
    StringBuilder text = new StringBuilder(file).append(": ");
    text.append(tally.done());
    if (tally.total() >= 0) {
      text.append(" of ").append(tally.total());
    }
    text.append(" lines");
    ProgressText.counts(text, tally);
    text.append(", in ").append(Times.of(elapsed)).append('.');
    journal(text);
    if (!stopped.isEmpty()) {
      text.append("\nEnded early: ").append(stopped);
      text.append(". Run the same command again to go on.");
    }
    return text.toString();
  }

  private void journal(StringBuilder text) {
    if (tally.of(Tally.Kind.SKIPPED) > 0) {
      text.append("\nSkipped: ").append(tally.of(Tally.Kind.SKIPPED));
      text.append(" that an earlier run finished, by the journal.");
    }
    if (tally.changed() > 0) {
      text.append("\nDone again: ").append(tally.changed());
      text.append(" that are not as the journal knows them (line, target or credential).");
    }
    if (tally.expired() > 0) {
      text.append("\nDone again: ").append(tally.expired());
      text.append(" whose answers were stale by now.");
    }
  }

  int exitCode() {
    boolean whole = tally.of(Tally.Kind.FAILED) == 0 && stopped.isEmpty();
    return whole ? 0 : ExitCodes.SOME_FAILED;
  }
}
