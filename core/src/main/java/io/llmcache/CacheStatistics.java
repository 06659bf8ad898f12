package io.llmcache;

import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheListener;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the cache did since it was opened. Thread-safe; reading is not a snapshot. */
public final class CacheStatistics implements CacheListener {

  private static final int MOST_DETAILS = 100;
  private static final Set<Kind> SERVED = EnumSet.of(Kind.HIT, Kind.STALE, Kind.COLLAPSED);

  private final Map<Kind, ConcurrentMap<String, LongAdder>> counts = new ConcurrentHashMap<>();
  private final LongAdder tokensSaved = new LongAdder();
  private final LongAdder millisSaved = new LongAdder();

  CacheStatistics() {}

  @Override
  public void on(CacheEvent event) {
    ConcurrentMap<String, LongAdder> details =
        counts.computeIfAbsent(event.kind(), kind -> new ConcurrentHashMap<>());
    LongAdder count = details.get(event.detail());
    if (count == null) {
      String detail = details.size() < MOST_DETAILS ? event.detail() : "other";
      count = details.computeIfAbsent(detail, added -> new LongAdder());
    }
    count.increment();
    if (SERVED.contains(event.kind())) {
      tokensSaved.add(Math.max(0, event.usage().promptTokens()));
      tokensSaved.add(Math.max(0, event.usage().completionTokens()));
      millisSaved.add(event.millis());
    }
  }

  /** How often this happened. */
  public long count(Kind kind) {
    return byDetail(kind).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The same by detail: by tier, or by reason. */
  public Map<String, Long> byDetail(Kind kind) {
    Map<String, Long> read = new TreeMap<>();
    counts
        .getOrDefault(kind, new ConcurrentHashMap<>())
        .forEach((detail, count) -> read.put(detail, count.sum()));
    return read;
  }

  /** Prompt and completion tokens of all served answers, as far as providers counted them. */
  public long tokensSaved() {
    return tokensSaved.sum();
  }

  /** Milliseconds that the served answers took when the provider gave them. */
  public long millisSaved() {
    return millisSaved.sum();
  }
}
