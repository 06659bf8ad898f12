package io.llmcache.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GuardsProperties {

  private static final String[] WORDS = {
    "how",
    "do",
    "I",
    "can",
    "not",
    "never",
    "enable",
    "disable",
    "the",
    "a",
    "camera",
    "from",
    "to",
    "Oslo",
    "Bergen",
    "was",
    "by",
    "chased",
    "all",
    "some",
    "cheapest",
    "cheap",
    "my",
    "aunt's",
    "without",
    "no",
    "and",
    "or",
    "better",
    "than",
    "why",
    "when",
    "please",
    "42",
    "zorvanix",
    "is",
    "before",
    "if",
    "only",
    "don't",
    "top-up",
    "like",
    "own",
    "?",
    ",",
    "more",
    "less"
  };

  @Property
  void theOrderOfTheTwoDoesNotMatter(
      @ForAll("sentences") String one, @ForAll("sentences") String other) {
    assertThat(Guards.all().veto(one, other)).isEqualTo(Guards.all().veto(other, one));
  }

  @Property
  void nobodyObjectsToTheSameText(@ForAll("sentences") String text) {
    assertThat(Guards.all().veto(text, text)).isNull();
  }

  @Property
  void noTextMakesThemThrow(@ForAll String one, @ForAll String other) {
    for (Guard guard : Guards.all().list()) {
      guard.objection(Sentence.of(one), Sentence.of(other));
      guard.objection(Sentence.of(one), Sentence.of(one + " " + other));
    }
    assertThat(Sentence.of(one).raw()).isEqualTo(one);
  }

  @Provide
  Arbitrary<String> sentences() {
    return Arbitraries.of(WORDS).list().ofMaxSize(12).map(words -> String.join(" ", words));
  }
}
