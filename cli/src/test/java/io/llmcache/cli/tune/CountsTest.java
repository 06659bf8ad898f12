package io.llmcache.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountsTest {

  @Test
  void eachPairIsCountedOnce() {
    assertThat(Counts.of(Judged.sample(), 0.90)).isEqualTo(new Counts(6, 5, 3, 2, 4, 1));
    assertThat(Counts.of(Judged.sample(), 0.95)).isEqualTo(new Counts(6, 5, 2, 1, 3, 1));
    assertThat(Counts.of(Judged.sample(), 0.98)).isEqualTo(new Counts(6, 5, 1, 0, 1, 0));
    assertThat(Counts.of(Judged.sample(), -1)).isEqualTo(new Counts(6, 5, 4, 3, 5, 1));
  }

  @Test
  void sharesAreOfTheirWhole() {
    Counts counts = Counts.of(Judged.sample(), 0.90);
    assertThat(counts.precision()).isEqualTo(3 / 5.0);
    assertThat(counts.recall()).isEqualTo(3 / 6.0);
    assertThat(counts.falseHitRate()).isEqualTo(2 / 5.0);
    assertThat(counts.vetoedShare()).isEqualTo(1 / 4.0);
  }

  @Test
  void aShareOfNothingIsNoNumber() {
    Counts counts = Counts.of(List.of(), 0.5);
    assertThat(counts.precision()).isNaN();
    assertThat(Percent.of(counts.recall())).isEqualTo("-");
  }

  @Test
  void theCurveGoesFrom80To99() {
    Curve curve = Curve.of(Judged.sample(), 0.90);
    assertThat(curve.points()).hasSize(20);
    assertThat(curve.points().get(0).threshold()).isEqualTo(0.80);
    assertThat(curve.points().get(10).counts()).isEqualTo(Counts.of(Judged.sample(), 0.90));
    assertThat(curve.points().get(19).threshold()).isEqualTo(0.99);
    assertThat(Curve.of(Judged.sample(), 0.65).points().get(0).threshold()).isEqualTo(0.65);
  }
}
