package io.llmcache.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KindsTest {

  @Test
  void kindsThatBeginAlikeAreOneGroupFromTwentyOneOn() {
    assertThat(Kinds.of(kinds(21)).group("hard:3")).isEqualTo("hard:*");
    assertThat(Kinds.of(kinds(20)).group("hard:3")).isEqualTo("hard:3");
  }

  @Test
  void aKindWithoutAColonIsAlone() {
    assertThat(Kinds.of(List.of(Judged.pair(true, "hard", 1))).group("hard")).isEqualTo("hard");
    assertThat(Kinds.of(kinds(21)).group("hard")).isEqualTo("hard");
  }

  private static List<JudgedPair> kinds(int count) {
    return IntStream.range(0, count).mapToObj(i -> Judged.pair(false, "hard:" + i, 0.9)).toList();
  }
}
