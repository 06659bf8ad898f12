package io.llmcache.cli;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts how lines ended. Thread-safe; reading is not a snapshot. */
final class Tally {

  /** How a line can end. */
  enum Kind {
    /** An earlier run finished it. */
    SKIPPED,
    /** Its answer was stored already. */
    HIT,
    /** Its answer is stored now. */
    STORED,
    /** In a dry run: it would be asked or stored. */
    TO_DO,
    FAILED
  }

  /** Of a total that nobody knows. */
  static final long UNKNOWN = -1;

  private final long total;
  private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);
  private final LongAdder changed = new LongAdder();
  private final LongAdder expired = new LongAdder();

  /**
   * @param total lines, or {@link #UNKNOWN}
   */
  Tally(long total) {
    this.total = total;
    for (Kind kind : Kind.values()) {
      counts.put(kind, new LongAdder());
    }
  }

  void add(Kind kind) {
    adder(kind).increment();
  }

  /** The journal knows another line with this number, or this one with an answer that is stale. */
  void again(Journal.Mark mark) {
    if (mark == Journal.Mark.CHANGED) {
      changed.increment();
    } else if (mark == Journal.Mark.EXPIRED) {
      expired.increment();
    }
  }

  long total() {
    return total;
  }

  long of(Kind kind) {
    return adder(kind).sum();
  }

  long changed() {
    return changed.sum();
  }

  long expired() {
    return expired.sum();
  }

  /** Of all kinds. */
  long done() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  private LongAdder adder(Kind kind) {
    return Objects.requireNonNull(counts.get(kind));
  }
}
