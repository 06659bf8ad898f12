package io.llmcache.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Shows how far the run is, and the errors of lines in between without tearing the bar.
 * Thread-safe.
 */
final class Progress implements AutoCloseable {

  /** How it is shown. */
  enum Look {
    /** One line that is drawn over and over. */
    BAR(Duration.ofMillis(200)),
    /** A line every few seconds, for logs. */
    LINES(Duration.ofSeconds(5)),
    /** Errors only. */
    NONE(Duration.ofDays(1));

    private final Duration period;

    Look(Duration period) {
      this.period = period;
    }
  }

  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream err;
  private final String file;
  private final Look look;
  private final Tally tally;
  private final InstantSource clock;
  private final Instant began;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Progress::daemon);

  /**
   * @param file as the user named it
   */
  Progress(PrintStream err, String file, Look look, Tally tally, InstantSource clock) {
    this.err = err;
    this.file = file;
    this.look = look;
    this.tally = tally;
    this.clock = clock;
    this.began = clock.instant();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "llmcache-progress");
    thread.setDaemon(true);
    return thread;
  }

  /** From now on it is shown regularly. */
  void start() {
    long period = look.period.toMillis();
    var unused = timer.scheduleAtFixedRate(this::show, period, period, TimeUnit.MILLISECONDS);
  }

  Duration elapsed() {
    return Duration.between(began, clock.instant());
  }

  synchronized void show() {
    if (look == Look.BAR) {
      err.print(CLEAR + ProgressText.bar(tally, elapsed()));
      err.flush();
    } else if (look == Look.LINES) {
      err.println(ProgressText.of(tally, elapsed()));
    }
  }

  /** A line failed. The message may quote it, but not its control characters. */
  synchronized void failed(long line, String message) {
    say("%s:%d: %s".formatted(file, line, message.replaceAll("\\p{Cntrl}", "?")));
  }

  /** Something that concerns the whole run. */
  synchronized void say(String message) {
    if (look == Look.BAR) {
      err.print(CLEAR);
    }
    err.println(message);
    if (look == Look.BAR) {
      show();
    }
  }

  /** Shows the end, and goes to a new line. */
  @Override
  public synchronized void close() {
    timer.shutdownNow();
    show();
    if (look == Look.BAR) {
      err.println();
    }
  }
}
