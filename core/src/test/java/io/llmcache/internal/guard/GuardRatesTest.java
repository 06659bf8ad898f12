package io.llmcache.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The guards of words on pairs of many kinds: those that they judge wrongly are known by name. */
class GuardRatesTest {

  private static final Set<String> OF_WORDS =
      Set.of(
          "negation",
          "antonyms",
          "roles",
          "question-word",
          "quantifiers",
          "comparatives",
          "tense",
          "action",
          "entities",
          "unmatched");

  private record Pair(String a, String b, boolean same) {

    boolean passes() {
      Sentence one = Sentence.of(a);
      Sentence other = Sentence.of(b);
      return Guards.all().list().stream()
          .filter(guard -> OF_WORDS.contains(guard.name()))
          .map(guard -> guard.objection(one, other))
          .noneMatch(Objects::nonNull);
    }
  }

  private static List<Pair> pairs(boolean same) throws IOException {
    try (InputStream in = GuardRatesTest.class.getResourceAsStream("pairs.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .map(field -> new Pair(field[0], field[1], field[2].equals("1")))
          .filter(pair -> pair.same == same)
          .toList();
    }
  }

  @Test
  void fewTrapsPass() throws IOException {
    List<Pair> traps = pairs(false);

    assertThat(traps).hasSize(367);
    assertThat(traps)
        .filteredOn(Pair::passes)
        .extracting(Pair::b)
        .containsExactlyInAnyOrder(
            "What is the second largest lake in Finland?",
            "What would my pension be if I retired early?",
            "How do I train a dog?",
            "Can my neighbour use my wifi?",
            "Is my insurance enough for my landlord?",
            "What would have happened if I had missed a payment?",
            "Can I vote as a citizen?",
            "Are they allowed to enter?",
            "How do I forward a call?");
  }

  @Test
  void fewParaphrasesAreVetoed() throws IOException {
    List<Pair> paraphrases = pairs(true);

    assertThat(paraphrases).hasSize(199);
    assertThat(paraphrases)
        .filteredOn(pair -> !pair.passes())
        .extracting(Pair::b)
        .containsExactlyInAnyOrder(
            "What is HTTP short for?",
            "Which jobs have high pay?",
            "How do I assemble a wardrobe?",
            "How do I make my laptop faster?",
            "What is a mortgage?",
            "Who wrote Dune?");
  }
}
