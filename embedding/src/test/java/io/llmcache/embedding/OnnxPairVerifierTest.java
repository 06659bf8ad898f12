package io.llmcache.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import io.llmcache.spi.PairVerifier;
import io.llmcache.spi.PairVerifierFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxPairVerifierTest {

  /** The end weighs 3, alpha 4, beta 5, gamma 6. */
  private static final String VOCABULARY =
      String.join("\n", "[PAD]", "[UNK]", "[CLS]", "[SEP]", "alpha", "beta", "gamma", "");

  private static final float[] ONE = {1};
  private static final float[] MINUS_TEN = {-10};

  private final List<String> warnings = new ArrayList<>();
  private final List<PairVerifier> opened = new ArrayList<>();

  @TempDir private Path folder;

  @BeforeEach
  void writeVocabulary() throws IOException {
    Files.writeString(folder.resolve("vocab.txt"), VOCABULARY);
  }

  @AfterEach
  void closeAll() {
    opened.forEach(PairVerifier::close);
  }

  private PairVerifier open(byte[] model, String... more) throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), model);
    List<String> settings = new ArrayList<>(List.of("verifier-model", file.toString()));
    settings.addAll(List.of("verifier-timeout", "20s"));
    settings.addAll(Arrays.asList(more));
    Settings read = SettingsOf.with(settings.toArray(String[]::new));
    PairVerifier verifier = new OnnxPairVerifierFactory().create(read, warnings::add);
    opened.add(verifier);
    return verifier;
  }

  private static double sigmoid(double number) {
    return 1 / (1 + Math.exp(-number));
  }

  @Test
  void isNotThereUnlessAskedFor() {
    assertThat(new OnnxPairVerifierFactory().create(SettingsOf.with(), warnings::add)).isNull();
    assertThat(ServiceLoader.load(PairVerifierFactory.class))
        .hasAtLeastOneElementOfType(OnnxPairVerifierFactory.class);
  }

  @Test
  void takesTheLowerScoreOfBothDirections() throws IOException {
    PairVerifier verifier = open(TinyModel.withTypes(ONE, MINUS_TEN));
    assertThat(verifier.score("alpha", "gamma")).isCloseTo(sigmoid(4 + 3 - 10), within(1e-6));
    assertThat(verifier.score("gamma", "alpha")).isCloseTo(sigmoid(4 + 3 - 10), within(1e-6));
    assertThat(verifier.score("gamma", "gamma")).isCloseTo(sigmoid(6 + 3 - 10), within(1e-6));
    assertThat(warnings).isEmpty();
  }

  @Test
  void takesTheShareOfTheLabelWhereThereAreSeveralOutputs() throws IOException {
    byte[] model = TinyModel.withTypes(new float[] {0, 1, 0}, new float[] {0, -7, 1});
    double same = Math.exp(0) / (Math.exp(0) + Math.exp(0) + Math.exp(1));
    assertThat(open(model).score("alpha", "gamma")).isCloseTo(same, within(1e-6));
    double other = Math.exp(1) / (Math.exp(0) + Math.exp(2) + Math.exp(1));
    assertThat(open(model, "verifier-label", "2").score("alpha", "gamma"))
        .isCloseTo(other, within(1e-6));
  }

  @Test
  void servesAModelThatTakesNoTypes() throws IOException {
    PairVerifier verifier = open(TinyModel.withoutTypes(ONE, new float[] {-20}));
    assertThat(verifier.score("alpha", "beta"))
        .isCloseTo(sigmoid(2 + 4 + 3 + 5 + 3 - 20), within(1e-6));
  }

  @Test
  void hasTheCutOffThatIsSet() throws IOException {
    byte[] model = TinyModel.withTypes(ONE, MINUS_TEN);
    assertThat(open(model).cutOff()).isEqualTo(0.9);
    assertThat(open(model, "verifier-cut-off", "0.7").cutOff()).isEqualTo(0.7);
    assertThat(open(model).describe()).contains("model.onnx");
  }

  @Test
  void hasNoVerdictOnMoreThan512Tokens() throws IOException {
    PairVerifier verifier = open(TinyModel.withTypes(ONE, MINUS_TEN));
    assertThat(verifier.score("alpha ".repeat(255), "beta ".repeat(254))).isPositive();
    assertThatThrownBy(() -> verifier.score("alpha ".repeat(255), "beta ".repeat(255)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("512");
    assertThatThrownBy(() -> verifier.score("alpha ".repeat(600), "beta"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void readsTheTokenizerThatIsNamed() throws IOException {
    Path other =
        Files.writeString(
            folder.resolve("other.json"),
            """
            {"version":"1.0","truncation":{"max_length":2},
             "normalizer":{"type":"BertNormalizer","lowercase":true},
             "model":{"type":"WordPiece","vocab":
               {"[PAD]":0,"[UNK]":1,"[CLS]":2,"[SEP]":3,"alpha":14}}}""");
    PairVerifier verifier =
        open(TinyModel.withTypes(ONE, MINUS_TEN), "verifier-tokenizer", other.toString());
    assertThat(verifier.score("ALPHA", "alpha")).isCloseTo(sigmoid(14 + 3 - 10), within(1e-6));
  }

  @Test
  void refusesAModelThatIsNone() {
    assertThatThrownBy(() -> open(new byte[] {1, 2, 3}))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("llmcache.verifier-model")
        .hasMessageContaining("model.onnx")
        .hasMessageContaining("ONNX");
    assertThatThrownBy(
            () ->
                new OnnxPairVerifierFactory()
                    .create(
                        SettingsOf.with("verifier-model", folder.resolve("none.onnx").toString()),
                        warnings::add))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("none.onnx");
  }

  @Test
  void refusesALabelThatTheModelDoesNotHave() {
    byte[] model = TinyModel.withTypes(new float[] {0, 1}, new float[] {0, 0});
    assertThatThrownBy(() -> open(model, "verifier-label", "2"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("llmcache.verifier-label")
        .hasMessageContaining("\"2\"")
        .hasMessageContaining("2 outputs");
  }

  @Test
  void refusesAModelThatTakesNoPairs() throws IOException {
    byte[] embedder;
    try (var stream = InProcessModel.class.getResourceAsStream("minilm.onnx")) {
      embedder = stream.readAllBytes();
    }
    assertThatThrownBy(() -> open(embedder))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("llmcache.verifier-model")
        .hasMessageContaining("row of numbers");
  }

  @Test
  void refusesTokenizersThatItCannotRead() throws IOException {
    byte[] model = TinyModel.withTypes(ONE, MINUS_TEN);
    for (String wrong :
        List.of(
            "",
            "[]",
            "{}",
            "{\"model\":{\"type\":\"BPE\",\"vocab\":{}}}",
            "{\"model\":{\"type\":\"WordPiece\",\"vocab\":{\"[PAD]\":0}}}",
            "{\"normalizer\":{\"type\":\"BertNormalizer\",\"lowercase\":false}}")) {
      Path file = Files.writeString(folder.resolve("tokenizer.json"), wrong);
      assertThatThrownBy(() -> open(model))
          .as(wrong)
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("llmcache.verifier-tokenizer")
          .hasMessageContaining(file.toString())
          .hasMessageContaining("WordPiece");
    }
    Files.delete(folder.resolve("tokenizer.json"));
    Files.delete(folder.resolve("vocab.txt"));
    assertThatThrownBy(() -> open(model)).isInstanceOf(SettingsException.class);
  }
}
