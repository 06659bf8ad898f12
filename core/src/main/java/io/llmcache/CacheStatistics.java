package io.llmcache;

import io.llmcache.settings.Configuration;
import io.llmcache.settings.Prices;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheListener;
import io.llmcache.spi.Usage;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what the cache did since it was opened. The counts only grow: who wants those of a while
 * subtracts two readings. Thread-safe; reading is not a snapshot, and does not block.
 */
public final class CacheStatistics implements CacheListener {

  private static final int MOST_DETAILS = 100;
  private static final Set<Kind> SERVED = EnumSet.of(Kind.HIT, Kind.STALE, Kind.COLLAPSED);

  /** Such an answer was looked for in vain before, so that it is counted as a miss already. */
  private static final String STAND_IN = "stale-if-error";

  private final Configuration configuration;
  private final Instant since;
  private final Map<Kind, ConcurrentMap<String, LongAdder>> counts = new ConcurrentHashMap<>();
  private final LongAdder promptTokensSaved = new LongAdder();
  private final LongAdder completionTokensSaved = new LongAdder();
  private final LongAdder millisSaved = new LongAdder();
  private final DoubleAdder moneySaved = new DoubleAdder();

  CacheStatistics(Configuration configuration, Instant since) {
    this.configuration = configuration;
    this.since = since;
  }

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
      saved(event);
    }
  }

  private void saved(CacheEvent event) {
    Usage usage = event.usage();
    promptTokensSaved.add(Math.max(0, usage.promptTokens()));
    completionTokensSaved.add(Math.max(0, usage.completionTokens()));
    millisSaved.add(event.millis());
    Prices prices = configuration.settings().prices();
    if (!prices.rules().isEmpty()) {
      moneySaved.add(prices.of(event.model(), usage.promptTokens(), usage.completionTokens()));
    }
  }

  /** When counting began. */
  public Instant since() {
    return since;
  }

  /** How often this happened. */
  public long count(Kind kind) {
    return byDetail(kind).values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The same by detail: by tier, or by reason. Hits are {@code l1}, {@code l2} and, by meaning,
   * {@code semantic-l1}, {@code semantic-l2}; vetoes are by guard. What is beyond the hundredth
   * detail is {@code other}.
   */
  public Map<String, Long> byDetail(Kind kind) {
    Map<String, Long> read = new TreeMap<>();
    counts
        .getOrDefault(kind, new ConcurrentHashMap<>())
        .forEach((detail, count) -> read.put(detail, count.sum()));
    return read;
  }

  /** How often what failed, by where: {@code l1}, {@code l2}, {@code embedder} and so on. */
  public Map<String, Long> faults() {
    Map<String, Long> faults = new TreeMap<>();
    byDetail(Kind.FAULT).forEach((detail, count) -> faults.merge(where(detail), count, Long::sum));
    return faults;
  }

  private static String where(String detail) {
    String place = detail.split(":", 2)[0];
    return place.startsWith("l1-") || place.startsWith("l2-") ? place.substring(0, 2) : place;
  }

  /**
   * Share, from 0 to 1, of the requests that were looked up and answered from the cache or with
   * another caller's answer; 0 where none was. What was bypassed does not count.
   */
  public double hitRatio() {
    long answered = 0;
    for (Kind kind : SERVED) {
      answered += count(kind);
    }
    answered -= byDetail(Kind.STALE).getOrDefault(STAND_IN, 0L);
    long asked = answered + count(Kind.MISS) + count(Kind.WOULD_HIT);
    return asked == 0 ? 0 : answered / (double) asked;
  }

  /** Prompt and completion tokens of all served answers, as far as providers counted them. */
  public long tokensSaved() {
    return promptTokensSaved() + completionTokensSaved();
  }

  /** Tokens that providers did not have to read. */
  public long promptTokensSaved() {
    return promptTokensSaved.sum();
  }

  /** Tokens that providers did not have to write. */
  public long completionTokensSaved() {
    return completionTokensSaved.sum();
  }

  /**
   * What the saved tokens would have cost, by the {@code llmcache.token-prices} of the moment and
   * in their currency; models without a price add nothing.
   */
  public double moneySaved() {
    return moneySaved.sum();
  }

  /** Milliseconds that the served answers took when the provider gave them. */
  public long millisSaved() {
    return millisSaved.sum();
  }
}
