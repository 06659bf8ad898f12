package io.llmcache.platform.micrometer;

import io.llmcache.LlmCache;
import io.llmcache.platform.OptionalExtension;

/** Counts in Micrometer, where the deployment has it. */
public final class MicrometerExtension extends OptionalExtension {

  public MicrometerExtension() {
    super("io.micrometer.core.instrument.MeterRegistry");
  }

  @Override
  protected Runnable attach(LlmCache cache, String deployment) {
    return Meters.attach(cache, deployment);
  }
}
