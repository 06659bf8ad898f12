package io.llmcache.benchmarks.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.embedding.OnnxEmbedderFactory;
import io.llmcache.internal.guard.Guards;
import io.llmcache.internal.semantic.QuestionMatcher;
import io.llmcache.internal.semantic.SecondOpinion;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.Vectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Some questions of each family of the workload, each in several words, judged as the cache does.
 */
class QuestionsTest {

  /** All questions with one of these: of each family some that are as near as can be. */
  private static final List<String> OF =
      List.of(
          "in DuckDB?",
          "in Java?",
          "in Jetty?",
          "on an iPad?",
          "Seville",
          "of Norway",
          "lentils",
          "nurses",
          "What is 12 percent",
          "a socket",
          "olive tree");

  private static final int WORDINGS = 3;

  /** Two texts, and what the cache makes of them. */
  private record Judged(String one, String other, boolean same, boolean hit) {}

  private record Asked(int number, String text, float[] vector) {}

  private static final List<Judged> CLOSE = new ArrayList<>();
  private static Embedder embedder;

  @BeforeAll
  static void judge() throws IOException {
    Settings settings =
        SettingsReader.read(
            List.of(
                SettingsSource.ofMap(
                    "the test",
                    true,
                    Map.of("llmcache.embedding", "minilm", "llmcache.embedding-timeout", "30s"))),
            System.err::println);
    embedder = new OnnxEmbedderFactory().create(settings, System.err::println);
    QuestionMatcher matcher = new QuestionMatcher(Guards.all(), SecondOpinion.NONE);
    List<Asked> asked = asked();
    for (int i = 0; i < asked.size(); i++) {
      for (int j = i + 1; j < asked.size(); j++) {
        judge(matcher, asked.get(i), asked.get(j));
      }
    }
  }

  private static void judge(QuestionMatcher matcher, Asked one, Asked other) {
    double similarity = Vectors.similarity(one.vector, other.vector);
    if (similarity >= embedder.threshold() && !one.text.equals(other.text)) {
      boolean hit = matcher.assess(one.text, other.text, similarity, embedder.threshold()).hit();
      CLOSE.add(new Judged(one.text, other.text, one.number == other.number, hit));
    }
  }

  private static List<Asked> asked() throws IOException {
    Random random = new Random(5);
    List<Asked> asked = new ArrayList<>();
    for (int number : IntStream.range(0, Questions.count()).toArray()) {
      String plain = Questions.plain(number);
      if (OF.stream().anyMatch(plain::contains)) {
        asked.add(new Asked(number, plain, embedder.embed(plain)));
        for (int i = 0; i < WORDINGS; i++) {
          String text = Questions.otherwise(number, random);
          asked.add(new Asked(number, text, embedder.embed(text)));
        }
      }
    }
    return asked;
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Test
  void noAnswerIsServedForAnotherQuestion() {
    List<Judged> others = CLOSE.stream().filter(judged -> !judged.same).toList();

    assertThat(others).hasSizeGreaterThan(100);
    assertThat(others).filteredOn(Judged::hit).isEmpty();
  }

  @Test
  void mostCloseWordingsOfOneQuestionAreHits() {
    List<Judged> same = CLOSE.stream().filter(Judged::same).toList();
    long hits = same.stream().filter(Judged::hit).count();

    assertThat(same).hasSizeGreaterThan(100);
    assertThat(hits).as("of %d", same.size()).isGreaterThan(same.size() * 9L / 10);
  }
}
