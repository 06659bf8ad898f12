package io.llmcache.platform.opentelemetry;

import io.llmcache.platform.Figure;
import io.llmcache.platform.Figures;
import io.llmcache.platform.TierStates;
import io.llmcache.spi.Tier;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongGauge;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Figures as OpenTelemetry counters, with the names and tags that they have in Micrometer. */
final class OtelFigures implements Figures, AutoCloseable {

  private static final AttributeKey<String> DEPLOYMENT = AttributeKey.stringKey("deployment");
  private static final AttributeKey<String> TIER = AttributeKey.stringKey("tier");

  private final String deployment;
  private final Map<Figure, DoubleCounter> counters = new EnumMap<>(Figure.class);
  private final ObservableLongGauge tierUp;

  OtelFigures(Meter meter, String deployment, TierStates tiers) {
    this.deployment = deployment;
    for (Figure figure : Figure.values()) {
      counters.put(
          figure,
          meter
              .counterBuilder(figure.id())
              .setDescription(figure.text())
              .setUnit(figure.unit().equals("seconds") ? "s" : figure.unit())
              .ofDoubles()
              .build());
    }
    tierUp =
        meter
            .gaugeBuilder(Figure.TIER_UP)
            .setDescription(Figure.TIER_UP_TEXT)
            .ofLongs()
            .buildWithCallback(
                gauge -> {
                  for (Tier tier : tiers.tiers()) {
                    gauge.record(
                        tiers.answers(tier) ? 1 : 0,
                        Attributes.of(DEPLOYMENT, deployment, TIER, tier.label()));
                  }
                });
  }

  @Override
  public void add(Figure figure, double amount, List<String> values) {
    AttributesBuilder attributes = Attributes.builder().put(DEPLOYMENT, deployment);
    for (int i = 0; i < values.size(); i++) {
      attributes.put(figure.tags().get(i), values.get(i));
    }
    DoubleCounter counter = counters.get(figure);
    if (counter != null) {
      counter.add(amount, attributes.build());
    }
  }

  @Override
  public void close() {
    tierUp.close();
  }
}
