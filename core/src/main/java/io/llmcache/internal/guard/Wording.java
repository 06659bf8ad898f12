package io.llmcache.internal.guard;

import io.llmcache.internal.guard.text.Pieces;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One text with all that was read from it so far, whatever it is compared with. Thread-safe: what
 * is asked for twice at once may be made twice.
 */
final class Wording {

  private static final Reading<Pieces> PIECES = new Reading<>(w -> Pieces.of(w.raw()));

  private final String raw;
  private final Map<Reading<?>, Object> known = new ConcurrentHashMap<>();

  Wording(String raw) {
    this.raw = raw;
  }

  /** The text as written. */
  String raw() {
    return raw;
  }

  Pieces pieces() {
    return read(PIECES);
  }

  @SuppressWarnings("unchecked") // what is known of a reading is what it made
  <T> T read(Reading<T> reading) {
    Object made = known.get(reading);
    if (made == null) {
      made = reading.make(this);
      known.put(reading, made);
    }
    return (T) made;
  }
}
