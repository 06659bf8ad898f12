package io.llmcache;

import io.llmcache.exchange.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How old the answers are that caches serve on this thread: what a method makes of them is as old,
 * so that lifetimes do not add up. Begun, read and closed by one thread; traces may be nested, and
 * what an inner one saw counts for the outer one too. Does not block.
 */
public final class AgeTrace implements AutoCloseable {

  private static final ThreadLocal<@Nullable AgeTrace> CURRENT = new ThreadLocal<>();

  private final InstantSource clock;
  private final @Nullable AgeTrace outer;
  private final List<CompletableFuture<Outcome>> awaited = new ArrayList<>();
  private @Nullable Instant born;

  private AgeTrace(InstantSource clock) {
    this.clock = clock;
    this.outer = CURRENT.get();
  }

  static AgeTrace begin(InstantSource clock) {
    AgeTrace trace = new AgeTrace(clock);
    CURRENT.set(trace);
    return trace;
  }

  /** What a cache said on this thread; costs next to nothing where there is no trace. */
  static void note(Outcome outcome) {
    AgeTrace trace = CURRENT.get();
    if (trace == null) {
      return;
    }
    if (outcome instanceof Outcome.Follow follow) {
      trace.awaited.add(follow.next());
    } else {
      trace.served(outcome);
    }
  }

  private void served(@Nullable Outcome outcome) {
    if (outcome instanceof Outcome.Served served) {
      String age = served.reply().headers().first("Age");
      if (age != null && age.matches("\\d{1,9}")) {
        older(clock.instant().minusSeconds(Long.parseLong(age)));
      }
    }
  }

  private void older(Instant other) {
    if (born == null || other.isBefore(born)) {
      born = other;
    }
  }

  /** The age of the oldest answer by now; zero where none was served. */
  public Duration oldest() {
    for (CompletableFuture<Outcome> next : awaited) {
      served(next.isDone() && !next.isCompletedExceptionally() ? next.join() : null);
    }
    awaited.clear();
    Duration age = born == null ? Duration.ZERO : Duration.between(born, clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** Ends the trace. Idempotent. */
  @Override
  public void close() {
    if (CURRENT.get() != this) {
      return;
    }
    oldest();
    if (outer == null) {
      CURRENT.remove();
      return;
    }
    CURRENT.set(outer);
    if (born != null) {
      outer.older(born);
    }
  }
}
