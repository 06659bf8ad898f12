package io.llmcache.itests.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Whether what a server holds grows. The first third of the samples is the warming up; of the
 * others, the second half must not lie above the first one by more than a slack.
 */
public final class Steadiness {

  private static final long MEGABYTE = 1 << 20;

  private record Figure(String name, ToLongFunction<Held> of, double slackShare, long slack) {}

  /** The slack is for pools that have not come to their bounds. */
  private static final List<Figure> FIGURES =
      List.of(
          new Figure("heap", Held::heap, 0.1, 6 * MEGABYTE),
          new Figure("metaspace", Held::metaspace, 0.02, 2 * MEGABYTE),
          // the server's pool keeps up to twelve for each of its threads
          new Figure("direct buffers", Held::buffers, 0.1, 256),
          new Figure("bytes of direct buffers", Held::bufferBytes, 0.1, 2 * MEGABYTE),
          new Figure("threads", held -> held.threads().size(), 0.05, 24),
          new Figure("threads of the cache", Held::cacheThreads, 0, 1),
          new Figure("files", Held::files, 0.02, 32),
          new Figure("sockets", Held::sockets, 0.05, 24),
          new Figure("connections to Redis", Held::redis, 0, 1));

  private final List<Held> samples = new ArrayList<>();

  public void add(Held held) {
    samples.add(held);
  }

  /** What grows, in words; nothing if all is steady. */
  public List<String> growing() {
    List<Held> measured = samples.subList(samples.size() / 3, samples.size());
    int half = measured.size() / 2;
    List<String> growing = new ArrayList<>();
    for (Figure figure : FIGURES) {
      long early = median(measured.subList(0, half), figure);
      long late = median(measured.subList(half, measured.size()), figure);
      if (late > early * (1 + figure.slackShare()) + figure.slack()) {
        growing.add("%s: from %d to %d".formatted(figure.name(), early, late));
      }
    }
    return growing;
  }

  private static long median(List<Held> samples, Figure figure) {
    long[] sorted = samples.stream().mapToLong(figure.of()).sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }

  /** A line of the report for the last sample. */
  public String line() {
    Held held = samples.get(samples.size() - 1);
    return String.format(
        Locale.ROOT,
        "%8.1f %9.1f %7d %8.1f %7d %5d %5d %7d %5d",
        (double) held.heap() / MEGABYTE,
        (double) held.metaspace() / MEGABYTE,
        held.buffers(),
        (double) held.bufferBytes() / MEGABYTE,
        held.threads().size(),
        held.cacheThreads(),
        held.files(),
        held.sockets(),
        held.redis());
  }

  /** What stands over {@link #line}; memory is in MB. */
  public static String heading() {
    return "    heap metaspace buffers in bytes threads cache files sockets redis";
  }
}
