package io.llmcache.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BreakdownTest {

  private static final List<JudgedPair> PAIRS =
      List.of(
          Judged.pair(true, "clean", 0.97),
          Judged.pair(true, "costly", 0.97, "tense"),
          Judged.pair(false, "leaking", 0.96),
          Judged.pair(false, "leaking", 0.92),
          Judged.pair(false, "dripping", 0.92));

  @Test
  void theKindWithTheMostFalseHitsComesFirst() {
    Breakdown kinds = Breakdown.byKind(PAIRS, List.of(0.90, 0.95));
    assertThat(kinds.rows())
        .extracting(Breakdown.Row::name)
        .containsExactly("leaking", "dripping", "costly", "clean");
    assertThat(kinds.rows().get(0).counts())
        .containsExactly(new Counts(0, 2, 0, 2, 0, 0), new Counts(0, 2, 0, 1, 0, 0));
    assertThat(kinds.faulty().rows()).hasSize(3);
  }

  @Test
  void aFileIsTheSumOfItsKinds() {
    assertThat(Breakdown.byFile(PAIRS, List.of(0.90)).rows())
        .containsExactly(new Breakdown.Row("file.tsv", List.of(new Counts(2, 3, 1, 3, 2, 1))));
  }
}
