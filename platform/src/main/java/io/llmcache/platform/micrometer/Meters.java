package io.llmcache.platform.micrometer;

import io.llmcache.LlmCache;
import io.llmcache.platform.DeploymentBeans;
import io.llmcache.platform.EventFigures;
import io.llmcache.platform.Figure;
import io.llmcache.platform.Figures;
import io.llmcache.platform.TierStates;
import io.llmcache.spi.Tier;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The meters of one cache in one registry. Thread-safe. */
final class Meters implements Figures {

  private final MeterRegistry registry;
  private final String deployment;
  private final Map<Id, Counter> counters = new ConcurrentHashMap<>();
  private final Queue<Meter> all = new ConcurrentLinkedQueue<>();

  private Meters(MeterRegistry registry, String deployment) {
    this.registry = registry;
    this.deployment = deployment;
  }

  /** In the registry that is a bean of the deployment, else in Micrometer's global one. */
  static Runnable attach(LlmCache cache, String deployment) {
    MeterRegistry bean = DeploymentBeans.bean(MeterRegistry.class);
    return attach(cache, deployment, bean == null ? Metrics.globalRegistry : bean);
  }

  static Runnable attach(LlmCache cache, String deployment, MeterRegistry registry) {
    Meters meters = new Meters(registry, deployment);
    EventFigures figures = new EventFigures(cache, meters);
    figures.begin();
    meters.watch(new TierStates(cache, InstantSource.system()));
    Runnable deaf = cache.listen(figures);
    return () -> {
      deaf.run();
      meters.all.forEach(registry::remove);
    };
  }

  @Override
  public void add(Figure figure, double amount, List<String> values) {
    counters.computeIfAbsent(new Id(figure, values), this::counter).increment(amount);
  }

  private Counter counter(Id id) {
    List<Tag> tags = new ArrayList<>();
    tags.add(Tag.of("deployment", deployment));
    for (int i = 0; i < id.values().size(); i++) {
      tags.add(Tag.of(id.figure().tags().get(i), id.values().get(i)));
    }
    String unit = id.figure().unit();
    Counter counter =
        Counter.builder(id.figure().id())
            .description(id.figure().text())
            .baseUnit(unit.isEmpty() ? null : unit)
            .tags(tags)
            .register(registry);
    all.add(counter);
    return counter;
  }

  private void watch(TierStates tiers) {
    for (Tier tier : tiers.tiers()) {
      all.add(
          Gauge.builder(Figure.TIER_UP, () -> tiers.answers(tier) ? 1 : 0)
              .description(Figure.TIER_UP_TEXT)
              .tag("deployment", deployment)
              .tag("tier", tier.label())
              .register(registry));
    }
  }

  private record Id(Figure figure, List<String> values) {}
}
