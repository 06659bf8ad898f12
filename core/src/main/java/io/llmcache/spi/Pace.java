package io.llmcache.spi;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When the bytes of a reply came, chunk by chunk. Immutable by agreement: nobody writes into the
 * arrays.
 *
 * @param ends for each chunk how many bytes had come with it, rising
 * @param millis for each chunk how long after the first one it came, in milliseconds, rising
 */
public record Pace(int[] ends, int[] millis) {

  /** Nobody took the time. */
  public static final Pace UNKNOWN = new Pace(new int[0], new int[0]);

  /** Both have one element for each chunk. */
  public Pace {
    if (ends.length != millis.length) {
      throw new IllegalArgumentException(
          ends.length + " chunks cannot come at " + millis.length + " times");
    }
  }

  /** How many chunks came; 0 if nobody took the time. */
  public int size() {
    return ends.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Pace that
        && Arrays.equals(ends, that.ends)
        && Arrays.equals(millis, that.millis);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ends) + Arrays.hashCode(millis);
  }

  @Override
  public String toString() {
    return size() + " chunks";
  }
}
