package io.llmcache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmcache.benchmarks.Rounds.Round;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

  @Test
  void theRoundWithTheMedianRatioIsKeptWhole() throws Exception {
    Iterator<Double> ours = List.of(9.0, 10.0, 30.0, 40.0).iterator();
    Iterator<Double> rivals = List.of(1.0, 10.0, 10.0, 20.0).iterator();
    assertThat(new Rounds(1, 3).median(ours::next, rivals::next)).isEqualTo(new Round(40, 20));
  }

  @Test
  void eachSideIsFirstInEveryOtherRound() throws Exception {
    List<String> order = new ArrayList<>();
    new Rounds(0, 3).median(() -> measured(order, "ours"), () -> measured(order, "rival"));
    assertThat(order).containsExactly("ours", "rival", "rival", "ours", "ours", "rival");
  }

  @Test
  void anEvenNumberOfRoundsHasNoMedianRound() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rounds(0, 4))
        .withMessageContaining("4");
  }

  private static double measured(List<String> order, String who) {
    order.add(who);
    return 1;
  }
}
