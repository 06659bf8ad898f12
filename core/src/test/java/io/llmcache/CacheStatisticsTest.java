package io.llmcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheStatisticsTest {

  private final CacheStatistics statistics = new CacheStatistics();

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

    assertThat(statistics.tokensSaved()).isEqualTo(16);
    assertThat(statistics.millisSaved()).isEqualTo(1_001);
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
