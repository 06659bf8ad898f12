package io.llmcache.internal.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexiconTest {

  private static final int FIRST = 4;

  private final Lexicon lexicon = Lexicon.english();

  @ParameterizedTest
  @CsvSource({
    "bought, buy",
    "mice, mouse",
    "cheapest, cheap",
    "cities, city",
    "stopped, stop",
    "making, make",
    "used, use",
    "lying, lie",
    "biggest, big",
    "worse, bad",
    "boxes, box"
  })
  void findsTheLemmaOfAnInflectedWord(String word, String lemma) {
    assertThat(lexicon.lemmas(word)).contains(lexicon.lemma(lemma));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zorvanix", "", "q", "bother-some", "ééé", "ing", "ed", "s", "est"})
  void anUnknownWordHasNoRelations(String word) {
    int unknown = lexicon.lemma("zorvanix");
    assertThat(unknown).isNegative();
    assertThat(lexicon.lemmas(word)).doesNotContain(unknown);
    assertThat(lexicon.synonyms(unknown, unknown, FIRST)).isFalse();
    assertThat(lexicon.opposites(unknown, unknown)).isFalse();
    assertThat(lexicon.derived(unknown, unknown)).isFalse();
    assertThat(lexicon.isName(unknown)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"car, automobile", "begin, start", "physician, doctor", "buy, purchase"})
  void knowsSynonyms(String one, String other) {
    assertThat(lexicon.synonyms(lexicon.lemma(one), lexicon.lemma(other), FIRST)).isTrue();
    assertThat(lexicon.opposites(lexicon.lemma(one), lexicon.lemma(other))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "hot, cold",
    "buy, sell",
    "open, close",
    "increase, decrease",
    "hot, icy",
    "good, bad"
  })
  void knowsOpposites(String one, String other) {
    assertThat(lexicon.opposites(lexicon.lemma(one), lexicon.lemma(other))).isTrue();
    assertThat(lexicon.opposites(lexicon.lemma(other), lexicon.lemma(one))).isTrue();
    assertThat(lexicon.synonyms(lexicon.lemma(one), lexicon.lemma(other), FIRST)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"decide, decision", "quick, quickly", "pay, payment"})
  void knowsDerivations(String one, String other) {
    assertThat(lexicon.derived(lexicon.lemma(one), lexicon.lemma(other))).isTrue();
    assertThat(lexicon.derived(lexicon.lemma(other), lexicon.lemma(one))).isTrue();
  }

  @Test
  void tellsNamesFromOtherWords() {
    assertThat(lexicon.isName(lexicon.lemma("paris"))).isTrue();
    assertThat(lexicon.isName(lexicon.lemma("house"))).isFalse();
  }

  @Test
  void tellsPartsOfSpeechAndHowCommonTheyAre() {
    int run = lexicon.lemma("run");
    assertThat(lexicon.is(run, Part.VERB)).isTrue();
    assertThat(lexicon.is(run, Part.ADVERB)).isFalse();
    assertThat(lexicon.frequency(run, Part.VERB)).isGreaterThan(lexicon.frequency(run, Part.NOUN));
  }

  @Test
  void knowsVerbsWithParticles() {
    assertThat(lexicon.is(lexicon.lemma("set_up"), Part.VERB)).isTrue();
  }
}
