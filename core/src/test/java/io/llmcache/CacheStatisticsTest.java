package io.llmcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.settings.Configuration;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheStatisticsTest {

  private final CacheStatistics statistics =
      new CacheStatistics(prices("m*:1000000/2000000"), Instant.EPOCH);

  @Test
  void countsByKindAndDetail() {
    statistics.on(CacheEvent.of(Kind.BYPASS, "off"));
    statistics.on(CacheEvent.of(Kind.BYPASS, "off"));
    statistics.on(CacheEvent.of(Kind.BYPASS, "fault"));

    assertThat(statistics.count(Kind.BYPASS)).isEqualTo(3);
    assertThat(statistics.byDetail(Kind.BYPASS)).isEqualTo(Map.of("off", 2L, "fault", 1L));
    assertThat(statistics.count(Kind.HIT)).isZero();
    assertThat(statistics.byDetail(Kind.HIT)).isEmpty();
  }

  @Test
  void addsUpWhatServedAnswersSaved() {
    statistics.on(new CacheEvent(Kind.HIT, "l1", "m", new Usage(10, 5), 700));
    statistics.on(new CacheEvent(Kind.COLLAPSED, "waited", "m", new Usage(1, -1), 300));
    statistics.on(new CacheEvent(Kind.HIT, "l2", "m", Usage.UNKNOWN, 1));
    statistics.on(new CacheEvent(Kind.STORED, "", "m", new Usage(100, 100), 9_000));
    statistics.on(new CacheEvent(Kind.WOULD_HIT, "l1", "m", new Usage(100, 100), 9_000));

    assertThat(statistics.promptTokensSaved()).isEqualTo(11);
    assertThat(statistics.completionTokensSaved()).isEqualTo(5);
    assertThat(statistics.tokensSaved()).isEqualTo(16);
    assertThat(statistics.moneySaved()).isEqualTo(11 * 1 + 5 * 2);
    assertThat(statistics.millisSaved()).isEqualTo(1_001);
  }

  @Test
  void aModelWithoutAPriceSavesNoMoney() {
    statistics.on(new CacheEvent(Kind.HIT, "l1", "other", new Usage(10, 5), 700));

    assertThat(statistics.moneySaved()).isZero();
    assertThat(statistics.tokensSaved()).isEqualTo(15);
  }

  @Test
  void pricesHoldFromWhenTheyAreSetOn() {
    Configuration configuration = prices("");
    CacheStatistics its = new CacheStatistics(configuration, Instant.EPOCH);
    its.on(new CacheEvent(Kind.HIT, "l1", "m", new Usage(10, 5), 700));
    configuration.change("token-prices", "m:3000000/0");
    its.on(new CacheEvent(Kind.STALE, "upstream-paused", "m", new Usage(1, 5), 700));

    assertThat(its.moneySaved()).isEqualTo(3);
  }

  @Test
  void theHitRatioIsOfWhatWasLookedUp() {
    assertThat(statistics.hitRatio()).isZero();
    happen(Kind.HIT, "l1", 3);
    happen(Kind.HIT, "semantic-l1", 1);
    happen(Kind.COLLAPSED, "waited", 1);
    happen(Kind.STALE, "stale-while-revalidate", 1);
    happen(Kind.MISS, "", 3);
    happen(Kind.STALE, "stale-if-error", 2);
    happen(Kind.WOULD_HIT, "l1", 3);
    happen(Kind.BYPASS, "off", 50);

    assertThat(statistics.hitRatio()).isEqualTo(6 / 12.0);
  }

  @Test
  void faultsAreCountedByWhere() {
    happen(Kind.FAULT, "l2-get: TimeoutException", 2);
    happen(Kind.FAULT, "l2-put: ConnectException", 1);
    happen(Kind.FAULT, "l1-get: IllegalStateException", 1);
    happen(Kind.FAULT, "embedder: IOException", 1);

    assertThat(statistics.faults()).isEqualTo(Map.of("l1", 1L, "l2", 3L, "embedder", 1L));
  }

  private void happen(Kind kind, String detail, int times) {
    for (int i = 0; i < times; i++) {
      statistics.on(CacheEvent.of(kind, detail));
    }
  }

  private static Configuration prices(String prices) {
    Map<String, String> own = Map.of("llmcache.token-prices", prices);
    return Configuration.read(List.of(SettingsSource.ofMap("the test", true, own)), warning -> {});
  }

  @Test
  void detailsAreBounded() {
    for (int i = 0; i < 10_000; i++) {
      statistics.on(CacheEvent.of(Kind.FAULT, "detail " + i));
    }

    assertThat(statistics.count(Kind.FAULT)).isEqualTo(10_000);
    assertThat(statistics.byDetail(Kind.FAULT)).hasSizeLessThanOrEqualTo(101);
    assertThat(statistics.byDetail(Kind.FAULT)).containsEntry("other", 9_900L);
  }
}
