package io.llmcache.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextGuardsProperties {

  private static final List<Guard> GUARDS =
      List.of(new NumbersGuard(), new IdentifiersGuard(), new FormGuard(), new LanguageGuard());

  private static final String[] PIECES = {
    "7",
    "seven",
    "twenty-five",
    "pm",
    "19:00",
    "5/3/2024",
    "2024-03-05",
    "March",
    "half",
    "an hour",
    "and a half",
    "$10",
    "USD",
    "%",
    "1/2",
    "1st",
    "second",
    "II",
    "World War",
    "1960s",
    "before",
    "after",
    "from",
    "to",
    "at least",
    "or more",
    "a.b()",
    "--flag",
    "x_y",
    "WT-44219",
    "C++",
    "JSON",
    "as a table",
    "in French",
    "briefly",
    "ich",
    "und",
    "the",
    "of",
    "my",
    "😀",
    "==",
    "<",
    "&&",
    "`x = 1`",
    "0012",
    "555-123-4567",
    "10k",
    "and",
    ",",
    ".",
    "-",
    "tomorrow",
    "next week",
    "every",
    "day",
    "1e9",
    "1.2.3"
  };

  @Property
  void theOrderOfTheTwoDoesNotMatter(@ForAll("texts") String one, @ForAll("texts") String other) {
    for (Guard guard : GUARDS) {
      assertThat(objects(guard, one, other)).as(guard.name()).isEqualTo(objects(guard, other, one));
    }
  }

  @Property
  void nobodyObjectsToTheSameText(@ForAll("texts") String text) {
    for (Guard guard : GUARDS) {
      assertThat(objects(guard, text, text)).as(guard.name()).isFalse();
    }
  }

  @Property
  void noTextMakesThemThrow(@ForAll String one, @ForAll String other) {
    for (Guard guard : GUARDS) {
      assertThat(objects(guard, one, other)).isEqualTo(objects(guard, other, one));
    }
    assertThat(PromptGates.all().refusal(one)).isIn(nullOr(PromptGates.names()));
  }

  /** Would hang with a pattern that goes back over its steps. */
  @Property(tries = 20)
  void longTextsAreReadInOneGo(@ForAll("texts") String text) {
    String seed = text + " ";
    String spaced = seed.repeat(10_000 / seed.length());
    String dense = text.replace(" ", "").concat("a").repeat(10_000 / (text.length() + 1));
    for (Guard guard : GUARDS) {
      assertThat(objects(guard, spaced, spaced)).isFalse();
      assertThat(objects(guard, dense, spaced)).isEqualTo(objects(guard, spaced, dense));
    }
    assertThat(PromptGates.all().refusal(dense)).isIn(nullOr(PromptGates.names()));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(PIECES)
        .list()
        .ofMinSize(1)
        .ofMaxSize(9)
        .map(pieces -> String.join(" ", pieces));
  }

  private static boolean objects(Guard guard, String one, String other) {
    return guard.objection(Sentence.of(one), Sentence.of(other)) != null;
  }

  private static List<String> nullOr(List<String> names) {
    List<String> all = new java.util.ArrayList<>(names);
    all.add(null);
    return all;
  }
}
