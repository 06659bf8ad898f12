package io.llmcache.internal.engine;

import io.llmcache.spi.CacheKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Merges identical calls in flight on this node: one leader for each key. Thread-safe. */
final class Collapser {

  private final ConcurrentMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * The flight that the caller leads now, or null where the follower joined another's.
   *
   * @param landed runs once when nobody can join any more; not if another's flight is joined
   * @param epoch of the caller's exchange; a flight that began before it is not joined if something
   *     was invalidated since
   * @param invalidated the last invalidation of what the key names
   */
  @Nullable Flight enter(
      CacheKey key, long epoch, long invalidated, Follower follower, Runnable landed) {
    while (true) {
      Flight mine = new Flight(epoch, flight -> end(key, flight, landed));
      Flight other = flights.putIfAbsent(key, mine);
      if (other == null) {
        return mine;
      }
      if (other.epoch() >= invalidated && other.join(follower)) {
        if (closed) {
          follower.release();
        }
        return null;
      }
      if (flights.replace(key, other, mine)) {
        return mine;
      }
    }
  }

  private void end(CacheKey key, Flight flight, Runnable landed) {
    flights.remove(key, flight);
    landed.run();
  }

  /** Nobody waits any longer: there is no timer any more that would end it. */
  void close() {
    closed = true;
    flights.values().forEach(Flight::release);
  }

  int size() {
    return flights.size();
  }
}
