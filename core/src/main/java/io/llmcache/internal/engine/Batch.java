package io.llmcache.internal.engine;

import io.llmcache.internal.key.KeyDeriver;
import io.llmcache.spi.BatchFormat;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.RequestFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exchange with several inputs, each of which is looked up and stored by itself.
 *
 * @param parts an exchange for each input that is another than those before it
 * @param places for each input which part it is
 */
record Batch(Exchange whole, BatchFormat format, List<Exchange> parts, List<Integer> places) {

  /** Null where the exchange is not to be parted. */
  static @Nullable Batch of(Exchange whole, KeyDeriver keys) {
    if (!(whole.format() instanceof BatchFormat format)) {
      return null;
    }
    List<RequestFacts> inputs = format.split(whole.facts());
    if (inputs.size() < 2) {
      return null;
    }
    List<Exchange> parts = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    Map<CacheKey, Integer> seen = new HashMap<>();
    for (RequestFacts input : inputs) {
      CacheKey key = keys.derive(whole.tenant(), whole.request().target(), input);
      Integer before = seen.putIfAbsent(key, parts.size());
      places.add(before == null ? parts.size() : before);
      if (before == null) {
        parts.add(whole.part(input, key));
      }
    }
    return new Batch(whole, format, List.copyOf(parts), List.copyOf(places));
  }

  /** The same batch, whose upstream call begins only now. */
  Batch beginningAt(long epoch, Instant now) {
    List<Exchange> anew = parts.stream().map(part -> part.beginningAt(epoch, now)).toList();
    return new Batch(whole.beginningAt(epoch, now), format, anew, places);
  }
}
