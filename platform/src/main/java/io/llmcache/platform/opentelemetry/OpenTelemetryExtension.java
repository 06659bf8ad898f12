package io.llmcache.platform.opentelemetry;

import io.llmcache.LlmCache;
import io.llmcache.platform.OptionalExtension;

/** Counts in OpenTelemetry and marks spans, where the deployment has it. */
public final class OpenTelemetryExtension extends OptionalExtension {

  public OpenTelemetryExtension() {
    super("io.opentelemetry.api.OpenTelemetry");
  }

  @Override
  protected Runnable attach(LlmCache cache, String deployment) {
    return Telemetry.attach(cache, deployment);
  }
}
