package io.llmcache.internal.reply;

import io.llmcache.spi.Pace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes the times at which a reply's chunks come. For one thread at a time. */
public final class PaceTaker {

  /** Beyond that the rest counts as one chunk: no caller sees such steps. */
  private static final int MOST = 20_000;

  private final InstantSource clock;
  private @Nullable Instant first;
  private int[] ends = new int[64];
  private int[] millis = new int[64];
  private int size;

  public PaceTaker(InstantSource clock) {
    this.clock = clock;
  }

  /** A chunk of that length came just now. */
  public void chunk(int length) {
    Instant now = clock.instant();
    Instant from = first == null ? now : first;
    first = from;
    int end = size == 0 ? 0 : ends[size - 1];
    int time =
        (int) Math.min(Integer.MAX_VALUE, Math.max(0, Duration.between(from, now).toMillis()));
    if (size == MOST || (size > 0 && millis[size - 1] >= time)) {
      ends[size - 1] = end + length;
      return;
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
      millis = Arrays.copyOf(millis, size * 2);
    }
    ends[size] = end + length;
    millis[size++] = time;
  }

  /** The times taken so far. */
  public Pace pace() {
    return new Pace(Arrays.copyOf(ends, size), Arrays.copyOf(millis, size));
  }
}
