package io.llmcache.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guards that read the text as it is written, together. */
class TextGuardsTest {

  private static final List<Guard> GUARDS =
      List.of(new NumbersGuard(), new IdentifiersGuard(), new FormGuard(), new LanguageGuard());

  static Stream<PairFixture> pairs() throws IOException {
    return PairFixture.read("text.tsv");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void oneOfThemObjectsToDifferentPairsAndNoneToTheOthers(PairFixture pair) {
    Sentence one = Sentence.of(pair.one());
    Sentence other = Sentence.of(pair.other());

    assertThat(GUARDS.stream().map(guard -> guard.objection(one, other)).allMatch(Objects::isNull))
        .as(pair.toString())
        .isEqualTo(pair.same());
  }
}
