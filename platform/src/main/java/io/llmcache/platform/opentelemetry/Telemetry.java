package io.llmcache.platform.opentelemetry;

import io.llmcache.LlmCache;
import io.llmcache.platform.DeploymentBeans;
import io.llmcache.platform.EventFigures;
import io.llmcache.platform.TierStates;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheListener;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Marks the caller's span, and counts as soon as there is an OpenTelemetry to count in: a bean of
 * the deployment, or the global one once somebody has set it. It is never set from here, since then
 * the application could not do so any more.
 */
final class Telemetry implements CacheListener {

  private static final String SCOPE = "io.llmcache";

  private final LlmCache cache;
  private final String deployment;
  private final boolean globalCanBeAsked = globalCanBeAsked();
  private volatile @Nullable OtelFigures figures;
  private volatile @Nullable EventFigures counting;
  private boolean ended;

  private Telemetry(LlmCache cache, String deployment) {
    this.cache = cache;
    this.deployment = deployment;
  }

  static Runnable attach(LlmCache cache, String deployment) {
    return attach(cache, deployment, DeploymentBeans.bean(OpenTelemetry.class));
  }

  static Runnable attach(LlmCache cache, String deployment, @Nullable OpenTelemetry bean) {
    Telemetry telemetry = new Telemetry(cache, deployment);
    if (bean != null) {
      telemetry.countIn(bean);
    } else {
      telemetry.counting();
    }
    Runnable deaf = cache.listen(telemetry);
    return () -> {
      deaf.run();
      telemetry.end();
    };
  }

  @Override
  public void on(CacheEvent event) {
    SpanMarks.set(event);
    onBehalf(event);
  }

  /** The calling thread's span is somebody else's. */
  @Override
  public void onBehalf(CacheEvent event) {
    EventFigures its = counting();
    if (its != null) {
      its.on(event);
    }
  }

  private @Nullable EventFigures counting() {
    EventFigures its = counting;
    if (its == null && globalCanBeAsked && GlobalOpenTelemetry.isSet()) {
      countIn(GlobalOpenTelemetry.get());
      its = counting;
    }
    return its;
  }

  private synchronized void countIn(OpenTelemetry telemetry) {
    if (counting == null && !ended) {
      TierStates tiers = new TierStates(cache, InstantSource.system());
      OtelFigures made = new OtelFigures(telemetry.getMeter(SCOPE), deployment, tiers);
      figures = made;
      counting = new EventFigures(cache, made);
    }
  }

  private synchronized void end() {
    ended = true;
    OtelFigures its = figures;
    if (its != null) {
      its.close();
    }
  }

  /** Older versions cannot say whether it is set without setting it. */
  private static boolean globalCanBeAsked() {
    try {
      GlobalOpenTelemetry.class.getMethod("isSet");
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }
}
