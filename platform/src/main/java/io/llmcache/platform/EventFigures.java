package io.llmcache.platform;

import io.llmcache.LlmCache;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheListener;
import io.llmcache.spi.Usage;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts events as figures. Thread-safe. */
public final class EventFigures implements CacheListener {

  private final LlmCache cache;
  private final Figures figures;
  private final Map<Figure, FewValues> values = new EnumMap<>(Figure.class);

  /**
   * @param cache whose prices are asked
   */
  public EventFigures(LlmCache cache, Figures figures) {
    this.cache = cache;
    this.figures = figures;
    for (Figure figure : Figure.values()) {
      values.put(figure, new FewValues());
    }
  }

  /** Makes the figures that say whether the cache works appear before anything happens. */
  public void begin() {
    for (String outcome : List.of("miss", "bypass", "stale", "collapsed")) {
      figures.add(Figure.REQUESTS, 0, List.of(outcome, RequestOutcome.NONE, RequestOutcome.NONE));
    }
    Arrays.stream(Figure.values())
        .filter(figure -> figure.tags().isEmpty())
        .forEach(figure -> figures.add(figure, 0, List.of()));
  }

  @Override
  public void on(CacheEvent event) {
    RequestOutcome outcome = RequestOutcome.of(event);
    if (outcome != null) {
      figures.add(Figure.REQUESTS, 1, List.of(outcome.outcome(), outcome.tier(), outcome.kind()));
    }
    String detail = event.detail();
    switch (event.kind()) {
      case HIT -> saved(event);
      case STALE -> {
        add(Figure.STALE, detail);
        saved(event);
      }
      case COLLAPSED -> {
        figures.add(Figure.COLLAPSED, 1, List.of());
        saved(event);
      }
      case BYPASS -> add(Figure.BYPASSES, detail);
      case STORED -> figures.add(Figure.STORED, 1, List.of());
      case NOT_STORED -> add(Figure.NOT_STORED, detail);
      case VETOED -> add(Figure.VETOES, detail);
      case FAULT -> fault(detail);
      default -> {}
    }
  }

  private void add(Figure figure, String value) {
    figures.add(figure, 1, List.of(few(figure, value)));
  }

  private String few(Figure figure, String value) {
    FewValues its = values.get(figure);
    return its == null ? value : its.of(value);
  }

  /** The detail is {@code l2-get: TimeoutException}, or {@code embedder: ...}. */
  private void fault(String detail) {
    String where = detail.split(":", 2)[0];
    boolean ofTier = where.startsWith("l1-") || where.startsWith("l2-");
    String tier = ofTier ? where.substring(0, 2) : RequestOutcome.NONE;
    String rest = ofTier ? where.substring(3) : where;
    figures.add(Figure.FAULTS, 1, List.of(tier, few(Figure.FAULTS, rest)));
  }

  private void saved(CacheEvent event) {
    Usage usage = event.usage();
    long tokens = Math.max(0, usage.promptTokens()) + Math.max(0, usage.completionTokens());
    double money =
        cache.settings().prices().of(event.model(), usage.promptTokens(), usage.completionTokens());
    figures.add(Figure.TOKENS_SAVED, tokens, List.of());
    figures.add(Figure.MONEY_SAVED, money, List.of());
    figures.add(Figure.LATENCY_SAVED, event.millis() / 1e3, List.of());
  }
}
