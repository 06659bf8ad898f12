package io.llmcache.cli;

import io.llmcache.cli.Journal.Mark;
import io.llmcache.cli.Work.Result;
import io.llmcache.cli.common.JobError;
import io.llmcache.cli.common.Line;
import io.llmcache.cli.common.LineReader;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Takes one line after the other, until there are no more or the run is to end. */
final class LineWorker implements Runnable {

  private final LineReader lines;
  private final JobForm form;
  private final Work work;
  private final Ledger ledger;
  private final Progress progress;
  private final Stop stop;

  LineWorker(
      LineReader lines, JobForm form, Work work, Ledger ledger, Progress progress, Stop stop) {
    this.lines = lines;
    this.form = form;
    this.work = work;
    this.ledger = ledger;
    this.progress = progress;
    this.stop = stop;
  }

  @Override
  public void run() {
    try {
      for (Line line = next(); line != null; line = next()) {
        take(line);
      }
    } catch (InterruptedException e) {
      // the run ends: this line is begun anew by the next one
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      stop.request("unexpected: " + e);
    }
  }

  private @Nullable Line next() throws IOException {
    return stop.isRequested() ? null : lines.next();
  }

  private void take(Line line) throws InterruptedException {
    String digest = ledger.digests().of(line);
    Mark mark = ledger.journal().of(line.number(), digest);
    if (mark == Mark.FINISHED) {
      ledger.tally().add(Tally.Kind.SKIPPED);
      return;
    }
    try {
      Result result = work.finish(form.read(line));
      if (result.kind() != Tally.Kind.TO_DO) {
        ledger.journal().add(line.number(), digest, ledger.clock().instant().plus(result.fresh()));
      }
      ledger.tally().add(result.kind());
      ledger.tally().again(mark);
    } catch (JobError e) {
      failed(line, e);
    }
  }

  private void failed(Line line, JobError error) {
    String message = String.valueOf(error.getMessage());
    ledger.tally().add(Tally.Kind.FAILED);
    progress.failed(line.number(), message);
    if (error.endsRun()) {
      stop.request("line %d failed as every line would".formatted(line.number()));
    }
  }

  /** Where it is written down how lines end. */
  record Ledger(Digests digests, Journal journal, Tally tally, InstantSource clock) {}
}
