package io.llmcache.internal.reply;

import io.llmcache.settings.ReplayPace;
import io.llmcache.spi.Pace;
import io.llmcache.spi.StoredReply;
import java.time.Duration;
import java.util.Arrays;

/** In which steps a stored stream is replayed, and when. Pure; immutable. */
public final class ReplayPlan {

  /** Of a stream whose events cannot be told apart by their line ends. */
  private static final int BINARY_STEP = 256;

  /** A provider that was silent for longer need not be imitated. */
  private static final int LONGEST_PAUSE_MILLIS = 30_000;

  private final int[] ends;
  private final long[] micros;

  private ReplayPlan(int[] ends, long[] micros) {
    this.ends = ends;
    this.micros = micros;
  }

  /**
   * The plan of a body.
   *
   * @param pace not INSTANT; RECORDED is one step where nobody took the time
   */
  public static ReplayPlan of(StoredReply stored, ReplayPace pace) {
    return pace.kind() == ReplayPace.Kind.RECORDED
        ? recorded(stored.pace(), stored.body().length)
        : tokens(stored, pace.tokensPerSecond());
  }

  /** At least one. */
  public int steps() {
    return ends.length;
  }

  /** How much of the body has been replayed after this step, in bytes. */
  public int end(int step) {
    return ends[step];
  }

  /** How long after the step before it this one is due. */
  public Duration pauseBefore(int step) {
    long pause = micros[step] - (step == 0 ? 0 : micros[step - 1]);
    return Duration.ofNanos(Math.min(pause, LONGEST_PAUSE_MILLIS * 1_000L) * 1_000);
  }

  private static ReplayPlan recorded(Pace pace, int length) {
    if (pace.size() == 0 || pace.ends()[pace.size() - 1] != length) {
      return new ReplayPlan(new int[] {length}, new long[] {0});
    }
    return new ReplayPlan(
        pace.ends(), Arrays.stream(pace.millis()).mapToLong(millis -> millis * 1_000L).toArray());
  }

  /**
   * The tokens are spread over the events by their bytes, since nobody knows which has how many.
   */
  private static ReplayPlan tokens(StoredReply stored, int tokensPerSecond) {
    int[] ends = events(stored);
    long counted = stored.usage().completionTokens();
    double tokens = counted > 0 ? counted : ends.length;
    double microsPerByte = tokens * 1_000_000 / tokensPerSecond / Math.max(1, stored.body().length);
    return new ReplayPlan(
        ends, Arrays.stream(ends).mapToLong(end -> (long) (end * microsPerByte)).toArray());
  }

  private static int[] events(StoredReply stored) {
    byte[] body = stored.body();
    String type = String.valueOf(stored.headers().first("Content-Type"));
    boolean binary = type.contains("vnd.amazon.eventstream");
    boolean blankLines = type.contains("event-stream");
    int[] ends = new int[16];
    int count = 0;
    int from = 0;
    for (int i = 0; i < body.length; i++) {
      boolean atEnd =
          binary
              ? i + 1 - from == BINARY_STEP
              : body[i] == '\n' && (!blankLines || afterLineEnd(body, i));
      if (atEnd || i == body.length - 1) {
        ends = count == ends.length ? Arrays.copyOf(ends, count * 2) : ends;
        ends[count++] = i + 1;
        from = i + 1;
      }
    }
    return count == 0 ? new int[] {0} : Arrays.copyOf(ends, count);
  }

  private static boolean afterLineEnd(byte[] body, int newline) {
    int before = newline - 1;
    if (before >= 0 && body[before] == '\r') {
      before--;
    }
    return before >= 0 && body[before] == '\n';
  }
}
