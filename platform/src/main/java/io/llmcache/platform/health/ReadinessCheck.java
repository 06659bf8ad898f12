package io.llmcache.platform.health;

import io.llmcache.CacheStatistics;
import io.llmcache.LlmCache;
import io.llmcache.platform.TierStates;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Tier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.util.AnnotationLiteral;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says how the cache is, and that it is up: without a shared tier, or without any, calls go to the
 * provider, and a node that is taken out of service for that would help nobody. Does not block.
 */
class ReadinessCheck implements HealthCheck {

  private final ClassLoader deployment;

  ReadinessCheck(ClassLoader deployment) {
    this.deployment = deployment;
  }

  static void addTo(AfterBeanDiscovery discovered) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader deployment = context == null ? ReadinessCheck.class.getClassLoader() : context;
    discovered
        .<HealthCheck>addBean()
        .id("llmcache-readiness")
        .beanClass(HealthHome.class)
        .types(HealthCheck.class, Object.class)
        .qualifiers(new Ready())
        .scope(ApplicationScoped.class)
        .createWith(creational -> new ReadinessCheck(deployment));
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("llmcache").up();
    RunningCache running = RunningCaches.of(deployment);
    return running == null
        ? response.withData("state", "not used yet").build()
        : described(running, response).build();
  }

  private static HealthCheckResponseBuilder described(
      RunningCache running, HealthCheckResponseBuilder response) {
    LlmCache cache = running.cache();
    Map<String, String> parts = cache.parts();
    return response
        .withData("deployment", running.deployment())
        .withData("mode", cache.settings().mode().name().toLowerCase(Locale.ROOT))
        .withData("near-tier", state(running.tiers(), Tier.L1, parts))
        .withData("shared-tier", state(running.tiers(), Tier.L2, parts))
        .withData("semantic", parts.getOrDefault("semantic", "off"))
        .withData("hit-ratio", hitRatio(cache.statistics()));
  }

  private static String state(TierStates tiers, Tier tier, Map<String, String> parts) {
    String described = parts.getOrDefault(tier.label(), "none");
    if (!tiers.tiers().contains(tier)) {
      return "none";
    }
    Instant since = tiers.downSince(tier);
    return since == null
        ? "up: " + described
        : "down since %s: %s; requests go on without it"
            .formatted(since.truncatedTo(ChronoUnit.SECONDS), described);
  }

  private static String hitRatio(CacheStatistics statistics) {
    long served =
        statistics.count(Kind.HIT)
            + statistics.count(Kind.STALE)
            + statistics.count(Kind.COLLAPSED);
    long all = served + statistics.count(Kind.MISS);
    return all == 0
        ? "no requests yet"
        : String.format(Locale.ROOT, "%.2f of %d requests", (double) served / all, all);
  }

  private static final class Ready extends AnnotationLiteral<Readiness> implements Readiness {}
}
