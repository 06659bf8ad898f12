package io.llmcache.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.cli.semantic.Matchers;
import io.llmcache.cli.semantic.WordsEmbedder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamSimulationTest {

  /** With the words embedder each has 4/5 with the next, and 3/5 with the one after. */
  private static final List<String> TEXTS =
      List.of("a b c d e", "b c d e f", "c d e f g", "x y 7", "x y 8");

  private static final List<Set<String>> INTENTS =
      List.of(Set.of("one"), Set.of("one"), Set.of("two"), Set.of("three"), Set.of("four"));

  @Test
  void aMissIsStoredAndAHitIsNot() throws Exception {
    StreamCurve curve = run(TEXTS, INTENTS);
    assertThat(curve.points()).hasSize(30);
    assertThat(curve.points().get(5))
        .as("the second hits the first, so the third has nothing near to hit")
        .isEqualTo(new StreamCurve.Point(0.75, 1, 0));
    assertThat(curve.points().get(20)).isEqualTo(new StreamCurve.Point(0.90, 0, 0));
  }

  @Test
  void aHitOfAnotherIntentIsAnError() throws Exception {
    StreamCurve curve = run(TEXTS.subList(1, 3), INTENTS.subList(1, 3));
    assertThat(curve.points().get(0)).isEqualTo(new StreamCurve.Point(0.70, 1, 1));
    assertThat(curve.hitRate(curve.points().get(0))).isEqualTo(0.5);
  }

  @Test
  void aVetoStopsAHit() throws Exception {
    List<String> texts = List.of("x y z w v 7", "x y z w v 8", "x y z w v 7 7");
    assertThat(run(texts, List.of(Set.of("i"), Set.of("i"), Set.of("i"))).points().get(5).hits())
        .isZero();
  }

  @Test
  void theBestThresholdHasTheMostHitsAmongThoseWithFewErrors() {
    StreamCurve curve =
        new StreamCurve(
            "f",
            100,
            9,
            List.of(
                new StreamCurve.Point(0.80, 60, 9),
                new StreamCurve.Point(0.85, 40, 2),
                new StreamCurve.Point(0.86, 40, 1),
                new StreamCurve.Point(0.90, 20, 0)));
    assertThat(curve.best(0.02)).isEqualTo(new StreamCurve.Point(0.86, 40, 1));
    assertThat(curve.best(0)).isEqualTo(new StreamCurve.Point(0.90, 20, 0));
    assertThat(new StreamCurve("f", 100, 9, curve.points().subList(0, 3)).best(0)).isNull();
  }

  @Test
  void theSeedAloneDecidesTheOrder() {
    List<LabelledPair> pairs =
        List.of(
            new LabelledPair("f", "a", "b", true, "same:one"),
            new LabelledPair("f", "b", "c", true, "same:two"),
            new LabelledPair("f", "d", "e", false, "hard:one/two"),
            new LabelledPair("f", "g", "h", true, "same:three"));
    StreamTexts stream = StreamTexts.of("f", pairs, 1);
    assertThat(stream.texts()).containsExactlyInAnyOrder("a", "b", "c", "g", "h");
    assertThat(stream.intentCount()).isEqualTo(3);
    assertThat(stream).isEqualTo(StreamTexts.of("f", pairs, 1));
    assertThat(stream.sameIntent(at(stream, "a"), at(stream, "b"))).isTrue();
    assertThat(stream.sameIntent(at(stream, "c"), at(stream, "b"))).isTrue();
    assertThat(stream.sameIntent(at(stream, "a"), at(stream, "c"))).isFalse();
  }

  private static int at(StreamTexts stream, String text) {
    return stream.texts().indexOf(text);
  }

  private static StreamCurve run(List<String> texts, List<Set<String>> intents) throws Exception {
    Vectorised vectors = Vectorised.of(texts, new WordsEmbedder());
    PairJudge judge = new PairJudge(Matchers.only("numbers"), List.of("numbers"), vectors);
    return StreamSimulation.run(new StreamTexts("f", texts, intents), judge, vectors, 0.70);
  }
}
