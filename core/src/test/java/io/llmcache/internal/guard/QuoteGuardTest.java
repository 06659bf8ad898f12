package io.llmcache.internal.guard;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuoteGuardTest {

  static Stream<PairFixture> pairs() throws IOException {
    return PairFixture.read("quotes.tsv");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void objectsToDifferentPairsAndToNoOther(PairFixture pair) {
    pair.isJudgedBy(new QuoteGuard());
  }
}
