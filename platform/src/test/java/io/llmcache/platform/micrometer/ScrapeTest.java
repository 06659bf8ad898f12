package io.llmcache.platform.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmcache.platform.Happenings;
import io.llmcache.spi.CacheEvent.Kind;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Prometheus reads. */
class ScrapeTest {

  private static final Pattern SAMPLE = Pattern.compile("^(llmcache_\\w+\\{[^}]*\\}) (\\S+)$");
  private static final Pattern NAME = Pattern.compile("\\bllmcache_\\w+");

  private final PrometheusMeterRegistry prometheus =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Happenings happenings = new Happenings();
  private Runnable end = () -> {};

  @BeforeEach
  void add() {
    Metrics.addRegistry(prometheus);
  }

  @AfterEach
  void remove() {
    end.run();
    Metrics.removeRegistry(prometheus);
    happenings.close();
  }

  @Test
  void saysWhatHappened() {
    end = Meters.attach(happenings.cache(), "shop.war");

    happenings.miss().hit().hit().bypass().collapse().hitByMeaning().veto().stale();

    Map<String, Double> scrape = scrape();
    assertThat(scrape)
        .containsEntry(requests("hit", "exact", "l1"), 2.0)
        .containsEntry(requests("hit", "semantic", "l1"), 1.0)
        .containsEntry(requests("miss", "none", "none"), 4.0)
        .containsEntry(requests("collapsed", "none", "none"), 1.0)
        .containsEntry(requests("stale", "none", "none"), 1.0)
        .containsEntry("llmcache_bypasses_total{deployment=\"shop.war\",reason=\"too-large\"}", 1.0)
        .containsEntry(
            "llmcache_not_stored_total{deployment=\"shop.war\",reason=\"status-400\"}", 1.0)
        .containsEntry("llmcache_stored_total{deployment=\"shop.war\"}", 2.0)
        .containsEntry("llmcache_collapsed_total{deployment=\"shop.war\"}", 1.0)
        .containsEntry("llmcache_tier_up{deployment=\"shop.war\",tier=\"l1\"}", 1.0)
        .containsEntry("llmcache_tier_up{deployment=\"shop.war\",tier=\"l2\"}", 1.0)
        .containsEntry(
            "llmcache_tokens_saved_total{deployment=\"shop.war\"}", 5.0 * Happenings.TOKENS)
        .containsEntry("llmcache_vetoes_total{deployment=\"shop.war\",guard=\"negation\"}", 1.0);
    assertThat(scrape.get("llmcache_money_saved_total{deployment=\"shop.war\"}"))
        .isEqualTo(5.0 * Happenings.TOKENS / 1e6, within());
    assertThat(scrape.get("llmcache_latency_saved_seconds_total{deployment=\"shop.war\"}"))
        .isEqualTo(happenings.cache().statistics().millisSaved() / 1e3, within());
    assertThat(scrape.keySet()).anyMatch(name -> name.startsWith("llmcache_stale_total"));
  }

  @Test
  void aTierThatIsLeftAloneIsSeen() {
    end = Meters.attach(happenings.cache(), "shop.war");

    happenings.sharedTierDown();

    String gauge = "llmcache_tier_up{deployment=\"shop.war\",tier=\"l2\"}";
    assertThat(scrape()).containsEntry(gauge, 0.0);
    assertThat(scrape().keySet())
        .anyMatch(name -> name.startsWith("llmcache_faults_total") && name.contains("tier=\"l2\""));
    happenings.sharedTierUp();
    assertThat(scrape()).containsEntry(gauge, 1.0);
  }

  @Test
  void anEndedDeploymentLeavesNothing() {
    end = Meters.attach(happenings.cache(), "shop.war");
    happenings.miss();
    assertThat(scrape()).isNotEmpty();

    end.run();
    happenings.hit();

    assertThat(scrape()).isEmpty();
  }

  @Test
  void whateverReasonsThereAreTheyAreFewMeters() {
    end = Meters.attach(happenings.cache(), "shop.war");

    for (int i = 0; i < 500; i++) {
      happenings.cache().bypass("because-" + i);
    }

    assertThat(scrape().keySet())
        .filteredOn(name -> name.startsWith("llmcache_bypasses_total"))
        .hasSize(101)
        .anyMatch(name -> name.contains("reason=\"other\""));
  }

  @Test
  void theDashboardAsksForNothingThatIsNotThere() throws Exception {
    end = Meters.attach(happenings.cache(), "shop.war");
    happenings.miss().hit().bypass().collapse().hitByMeaning().veto().stale().sharedTierDown();
    Set<String> there = new TreeSet<>();
    scrape().keySet().forEach(sample -> there.add(sample.substring(0, sample.indexOf('{'))));

    JsonNode dashboard =
        new ObjectMapper()
            .readTree(
                Path.of(System.getProperty("tests.root"), "docs/grafana/llmcache.json").toFile());

    Set<String> asked = new TreeSet<>();
    for (JsonNode expression : dashboard.findValues("expr")) {
      Matcher names = NAME.matcher(expression.asText());
      while (names.find()) {
        asked.add(names.group());
      }
    }
    assertThat(asked).isEqualTo(there);
    assertThat(happenings.cache().statistics().count(Kind.FAULT)).isPositive();
  }

  private Map<String, Double> scrape() {
    Map<String, Double> samples = new TreeMap<>();
    prometheus
        .scrape()
        .lines()
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .forEach(sample -> samples.put(sample.group(1), Double.valueOf(sample.group(2))));
    return samples;
  }

  private static String requests(String outcome, String kind, String tier) {
    return "llmcache_requests_total{deployment=\"shop.war\",kind=\"%s\",outcome=\"%s\",tier=\"%s\"}"
        .formatted(kind, outcome, tier);
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }
}
