package io.llmcache.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WishedRateTest {

  @Test
  void itIsTheLowestThresholdThatKeepsTheRate() {
    WishedRate none = WishedRate.of(Judged.sample(), 0, 0);
    assertThat(none.threshold()).isEqualTo(0.956);
    assertThat(none.counts().falseHits()).isZero();
    assertThat(WishedRate.of(Judged.sample(), 0.2, 0).threshold()).isEqualTo(0.901);
    assertThat(WishedRate.of(Judged.sample(), 0.4, 0).threshold()).isEqualTo(0.301);
    assertThat(WishedRate.of(Judged.sample(), 1, 0).threshold()).isZero();
    assertThat(WishedRate.of(Judged.sample(), 1, 0.7).threshold()).isEqualTo(0.7);
    assertThat(Sentences.wished(WishedRate.of(Judged.sample(), 0.2, 0)))
        .isEqualTo(
            "From 0.901 on, at most 20.00 % of the pairs that may not share an answer are hits: 1 of"
                + " 5. Recall is 50.00 % there.");
  }

  @Test
  void equalTextsWithDifferentAnswersCannotBeToldApart() {
    WishedRate wished = WishedRate.of(List.of(Judged.other(1)), 0.5, 0);
    assertThat(wished.isReachable()).isFalse();
    assertThat(Sentences.wished(wished)).startsWith("No threshold keeps");
  }
}
