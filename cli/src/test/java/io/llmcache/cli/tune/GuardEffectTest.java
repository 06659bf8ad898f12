package io.llmcache.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GuardEffectTest {

  private static final List<String> GUARDS = List.of("numbers", "tense", "negation");

  @Test
  void whatOthersVetoTooIsToldApart() {
    assertThat(GuardEffect.of(GUARDS, Judged.sample(), 0.90))
        .containsExactly(
            new GuardEffect("numbers", 2, 0, 1, 0),
            new GuardEffect("tense", 1, 1, 0, 1),
            new GuardEffect("negation", 0, 0, 0, 0));
  }

  @Test
  void whatIsBelowTheThresholdDoesNotCount() {
    assertThat(GuardEffect.of(GUARDS, Judged.sample(), 0.975))
        .containsExactly(
            new GuardEffect("numbers", 1, 0, 0, 0),
            new GuardEffect("tense", 1, 0, 0, 0),
            new GuardEffect("negation", 0, 0, 0, 0));
  }
}
