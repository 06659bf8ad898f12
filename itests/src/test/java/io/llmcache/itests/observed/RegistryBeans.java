package io.llmcache.itests.observed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.stream.Collectors;

/** What an application does that has a registry of its own, for both interfaces. */
@ApplicationScoped
public class RegistryBeans {

  private final PrometheusMeterRegistry prometheus =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final OpenTelemetry telemetry =
      OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
          .build();

  @Produces
  MeterRegistry registry() {
    return prometheus;
  }

  @Produces
  OpenTelemetry telemetry() {
    return telemetry;
  }

  /** Lines of both. */
  public String figures() {
    String told =
        reader.collectAllMetrics().stream()
            .flatMap(
                metric ->
                    metric.getData().getPoints().stream()
                        .map(point -> "otel " + metric.getName() + " " + point.getAttributes()))
            .collect(Collectors.joining("\n"));
    return prometheus.scrape() + "\n" + told;
  }
}
