package io.llmcache.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.llmcache.settings.Settings;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.EmbedderFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxEmbedderTest {

  private static final List<String> WARNINGS = new ArrayList<>();
  private static final Embedder MINILM = make("minilm");
  private static final Embedder BGE = make("bge-small");

  private static Embedder make(String name) {
    Settings settings = SettingsOf.with("embedding", name, "embedding-timeout", "30s");
    return new OnnxEmbedderFactory().create(settings, WARNINGS::add);
  }

  private static Embedder of(InProcessModel model) {
    return model == InProcessModel.MINILM ? MINILM : BGE;
  }

  @AfterAll
  static void close() {
    MINILM.close();
    BGE.close();
  }

  @Test
  void startsWithoutAWarning() {
    assertThat(WARNINGS).isEmpty();
  }

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(EmbedderFactory.class))
        .hasAtLeastOneElementOfType(OnnxEmbedderFactory.class);
  }

  @Test
  void leavesOtherNamesToOtherFactories() {
    Settings settings = SettingsOf.with("embedding", "somebody-elses");
    assertThat(new OnnxEmbedderFactory().create(settings, WARNINGS::add)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void givesVectorsOfUnitLength(InProcessModel model) throws IOException {
    float[] vector = of(model).embed("How do I boil an egg?");
    assertThat(vector).hasSize(384).hasSize(of(model).dimension());
    assertThat(Cosine.of(vector, vector)).isCloseTo(1, within(1e-5));
  }

  /** As onnxruntime in Python gives it, with the mean of the tokens. */
  @Test
  void ratesPairsAsTheReferenceDoes() throws IOException {
    assertThat(similarity(MINILM, "How do I boil an egg?", "How can I boil an egg?"))
        .isCloseTo(0.98378, within(1e-3));
    assertThat(similarity(BGE, "How do I boil an egg?", "How can I boil an egg?"))
        .isCloseTo(0.99265, within(1e-3));
  }

  @ParameterizedTest
  @EnumSource
  void ratesAParaphraseOverAnotherTopic(InProcessModel model) throws IOException {
    double paraphrase = similarity(of(model), "boil an egg", "boiling eggs");
    double other = similarity(of(model), "boil an egg", "renew a passport");
    assertThat(paraphrase).isGreaterThan(other + 0.2);
  }

  @ParameterizedTest
  @EnumSource
  void embedsUpTo256TokensAndNoMore(InProcessModel model) throws IOException {
    assertThat(of(model).embed("egg ".repeat(254))).isNotNull();
    assertThat(of(model).embed("egg ".repeat(255))).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void embedsNoEmptyText(InProcessModel model) throws IOException {
    assertThat(of(model).embed("")).isNull();
    assertThat(of(model).embed(" \n")).isNull();
  }

  @Test
  void embedsATextOfControlsAlone() throws IOException {
    assertThat(MINILM.embed("\u0000\u0001")).hasSize(384);
  }

  @Test
  void embedsListsWithGaps() throws IOException {
    List<float[]> vectors = MINILM.embed(List.of("one", "", "one", "two"));
    assertThat(vectors).hasSize(4);
    assertThat(vectors.get(0)).isEqualTo(vectors.get(2)).isEqualTo(MINILM.embed("one"));
    assertThat(vectors.get(1)).isNull();
    assertThat(vectors.get(3)).isEqualTo(MINILM.embed("two"));
  }

  @Test
  void givesTheSameVectorToManyAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<float[]>> calls = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        String text = "question number " + i % 16;
        calls.add(() -> MINILM.embed(text));
      }
      List<Future<float[]>> answers = threads.invokeAll(calls);
      for (int i = 0; i < 64; i++) {
        assertThat(answers.get(i).get()).isEqualTo(MINILM.embed("question number " + i % 16));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void failsAfterItIsClosedAndMayBeClosedTwice() {
    Embedder embedder = make("minilm");
    embedder.close();
    embedder.close();
    assertThatThrownBy(() -> embedder.embed("late")).isInstanceOf(IOException.class);
  }

  @Test
  void saysWhichItIs() {
    assertThat(MINILM.id()).isEqualTo("minilm-l6-v2-q8");
    assertThat(BGE.id()).isEqualTo("bge-small-en-v15-q8");
    assertThat(MINILM.threshold()).isEqualTo(0.95);
    assertThat(BGE.threshold()).isGreaterThan(0.9);
    assertThat(MINILM.describe()).isEqualTo("minilm (in process)");
  }

  private static double similarity(Embedder embedder, String one, String other) throws IOException {
    return Cosine.of(embedder.embed(one), embedder.embed(other));
  }
}
