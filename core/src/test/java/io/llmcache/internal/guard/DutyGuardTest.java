package io.llmcache.internal.guard;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DutyGuardTest {

  static Stream<PairFixture> pairs() throws IOException {
    return PairFixture.read("duty.tsv");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void objectsToDifferentPairsAndToNoOther(PairFixture pair) {
    pair.isJudgedBy(new DutyGuard());
  }
}
