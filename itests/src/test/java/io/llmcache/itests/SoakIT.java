package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.itests.app.JaxRsClientServlet;
import io.llmcache.itests.methods.Shop;
import io.llmcache.itests.soak.FaultyProvider;
import io.llmcache.itests.soak.Held;
import io.llmcache.itests.soak.ServerWatch;
import io.llmcache.itests.soak.Steadiness;
import io.llmcache.itests.soak.Traffic;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.Waiting;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Mixed traffic for {@code -Dsoak.minutes} (1 without it) on a WildFly of its own, with all parts
 * of the cache in one application. Every answer must be right, and what the server holds steady.
 */
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class SoakIT {

  private static final int ROUNDS = 12;
  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(3);
  private static final Duration STALE = Duration.ofSeconds(10);

  /** What an answer may take beyond that on a busy machine, from the provider to the caller. */
  private static final Duration WAY = Duration.ofSeconds(20);

  private final FaultyProvider provider = new FaultyProvider();
  private final Steadiness steadiness = new Steadiness();
  private final List<String> report = new ArrayList<>();

  @Test
  void everyAnswerIsRightAndTheServerHoldsNoMoreThanBefore() throws Exception {
    try (RedisStack redis = RedisStack.startOwn();
        FakeUpstream upstream = FakeUpstream.startForgetful().always(provider);
        OwnWildFly server = OwnWildFly.start(WildFlyHome.copy("soak-server"));
        ServerWatch watch = ServerWatch.of(server.managementPort(), redis.url())) {
      WebArchive war = war(upstream.uri(), redis.url());
      URI application = server.deploy(war);
      Traffic traffic =
          new Traffic(
              provider,
              new HttpSender(URI.create(application + "/gateway/up")),
              new HttpSender(application),
              upstream.uri(),
              TIME_TO_LIVE.plus(STALE).plus(WAY));
      soak(traffic, watch, war.getName());
      assertThat(steadiness.growing()).as(String.join("\n", report)).isEmpty();

      server.undeploy(war);
      Held after = watch.held();
      assertThat(after.cacheThreads()).as("threads after undeployment").isZero();
      assertThat(after.redis()).as("connections to Redis after undeployment").isZero();
    } finally {
      Files.write(Server.target().resolve("soak-report.txt"), report);
      report.forEach(System.out::println);
    }
  }

  private void soak(Traffic traffic, ServerWatch watch, String deployment) throws Exception {
    report.add(" answers    hits upstream failed seen cut by us" + Steadiness.heading());
    for (int round = 0; round < ROUNDS; round++) {
      traffic.run(minutes().dividedBy(ROUNDS));
      assertThat(traffic.problems()).isEmpty();
      Waiting.until(provider::isIdle, "the provider still answers somebody");
      steadiness.add(watch.held());
      report.add(
          "%8d %7d %8d %6d %4d %9d"
                  .formatted(
                      traffic.answers(),
                      traffic.hits(),
                      provider.calls(),
                      provider.failures(),
                      traffic.failures(),
                      traffic.abandoned())
              + steadiness.line());
      long lastCall = provider.calls();
      watch.invalidateModel(deployment, OpenAiChatFixtures.MODEL);
      traffic.invalidated(lastCall);
    }
    assertThat(traffic.hits()).as("hits").isPositive();
    assertThat(traffic.failures()).as("failures that callers saw").isPositive();
    assertThat(traffic.abandoned()).as("abandoned streams").isPositive();
  }

  private static Duration minutes() {
    return Duration.ofMillis(
        (long) (Double.parseDouble(System.getProperty("soak.minutes", "1")) * 60_000));
  }

  private static WebArchive war(URI upstream, URI redis) {
    Map<String, String> settings = new TreeMap<>(Deployments.meaning());
    settings.put("llmcache.gateway.routes", "up=" + upstream);
    settings.put("llmcache.upstream-hosts", "127.0.0.1");
    settings.put("llmcache.redis-url", redis.toString());
    settings.put("llmcache.cache-ttl", TIME_TO_LIVE.toSeconds() + "s");
    settings.put("llmcache.stale-while-revalidate", "3s");
    settings.put("llmcache.stale-if-error", STALE.toSeconds() + "s");
    settings.put("llmcache.finish-abandoned", "2s");
    settings.put("llmcache.l1-max-size", "4MB");
    settings.put("llmcache.semantic-index-size", "1000");
    return Deployments.cached("soak", settings)
        .addPackage(JaxRsClientServlet.class.getPackage())
        .addPackage(Shop.class.getPackage());
  }
}
