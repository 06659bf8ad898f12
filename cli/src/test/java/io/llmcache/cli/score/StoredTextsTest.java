package io.llmcache.cli.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmcache.cli.score.Answer.OfQuestion;
import io.llmcache.cli.score.Answer.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredTextsTest {

  private final List<String> tried = new ArrayList<>();
  private final StoredTexts stored = new StoredTexts(this::assess);

  /** Vetoes what is stored with a capital V; else a cosine of 0.8 is a hit. */
  private Verdict assess(String text, String asked, double similarity) {
    tried.add(text);
    if (similarity < 0.8) {
      return new Verdict(false, similarity, "below 0.8");
    }
    return text.startsWith("V")
        ? new Verdict(false, similarity, "veto: " + text)
        : new Verdict(true, similarity, "similar");
  }

  @Test
  void theFirstQuestionFindsNothing() {
    assertThat(ask("1", "first", 0))
        .isEqualTo(new OfQuestion(null, new Verdict(false, null, "nothing stored")));
  }

  @Test
  void aMissIsStoredAndAHitIsNot() {
    ask("1", "first", 0);
    assertThat(ask("2", "near", 10).match()).isEqualTo("1");
    assertThat(ask("3", "nearer to the second", 40).match()).isNull();
    assertThat(tried).containsExactly("first", "first");
  }

  @Test
  void aMissShowsTheNearest() {
    ask("1", "first", 0);
    ask("2", "second", 90);
    Verdict verdict = ask("3", "third", 140).verdict();
    assertThat(verdict.score()).isCloseTo(0.6428, within(1e-4));
    assertThat(verdict.reason()).isEqualTo("below 0.8");
    assertThat(tried.get(1)).as("asked second, so tried first").isEqualTo("second");
  }

  @Test
  void anEqualTextIsAHitWithoutAComparison() {
    ask("1", "first", 0);
    assertThat(ask("2", "first", 0)).isEqualTo(new OfQuestion("1", Verdict.exact()));
    assertThat(tried).isEmpty();
  }

  @Test
  void whatHasNoVectorIsStoredForEqualTextsOnly() {
    Meant tooLong = new Meant("long", null, "too-long");
    assertThat(stored.ask("1", tooLong))
        .isEqualTo(new OfQuestion(null, new Verdict(false, null, "too-long")));
    assertThat(stored.ask("2", tooLong)).isEqualTo(new OfQuestion("1", Verdict.exact()));
    assertThat(ask("3", "other", 0).verdict().reason()).isEqualTo("nothing stored");
  }

  @Test
  void aNeighbourBehindVetoedOnesIsFound() {
    store("Va", 1, "Vb", 2, "Vc", 3, "d", 4);
    OfQuestion answer = ask("9", "asked", 0);
    assertThat(answer.match()).isEqualTo("4");
    assertThat(answer.verdict().score()).isCloseTo(Math.cos(Math.toRadians(4)), within(1e-6));
    assertThat(tried).containsExactly("Va", "Vb", "Vc", "d");
  }

  @Test
  void fourNeighboursAreTriedAtMost() {
    store("Va", 1, "Vb", 2, "Vc", 3, "Vd", 4, "e", 5);
    OfQuestion answer = ask("9", "asked", 0);
    assertThat(answer.match()).isNull();
    assertThat(answer.verdict().reason()).as("of the nearest").isEqualTo("veto: Va");
    assertThat(tried).containsExactly("Va", "Vb", "Vc", "Vd");
  }

  @Test
  void amongEqualsTheOneThatWasStoredFirstIsTried() {
    store("a", 40, "b", -40);
    assertThat(ask("9", "asked", 0).verdict().hit()).isFalse();
    assertThat(tried.get(0)).isEqualTo("a");
  }

  private void store(Object... textsAndDegrees) {
    for (int i = 0; i < textsAndDegrees.length; i += 2) {
      String id = String.valueOf(i / 2 + 1);
      OfQuestion answer = ask(id, (String) textsAndDegrees[i], (Integer) textsAndDegrees[i + 1]);
      assertThat(answer.match()).isNull();
    }
    tried.clear();
  }

  private OfQuestion ask(String id, String text, int degrees) {
    return stored.ask(id, new Meant(text, vector(degrees), ""));
  }

  private static float[] vector(int degrees) {
    double angle = Math.toRadians(degrees);
    return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
  }
}
