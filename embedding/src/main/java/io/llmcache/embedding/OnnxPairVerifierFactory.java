package io.llmcache.embedding;

import io.llmcache.settings.Semantic;
import io.llmcache.settings.SettingKey;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import io.llmcache.spi.PairVerifier;
import io.llmcache.spi.PairVerifierFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the verifier from the model that {@code llmcache.verifier-model} names. */
public final class OnnxPairVerifierFactory implements PairVerifierFactory {

  private static final Duration START = Duration.ofSeconds(60);

  /**
   * The verifier, tried out once; one that never has a verdict, with one warning, if its native
   * library does not load on this machine.
   */
  @Override
  public @Nullable PairVerifier create(Settings settings, Consumer<String> warn) {
    Semantic.Verifier wanted = settings.semantic().verifier();
    Path file = wanted.model();
    if (file == null) {
      return null;
    }
    if (!Files.isReadable(file)) {
      throw wrong(SettingKey.VERIFIER_MODEL, file, "the file cannot be read.");
    }
    Tokenizer tokenizer = tokenizer(file, wanted.tokenizer());
    PairScore score = new PairScore(wanted.label(), wanted.cutOff());
    try {
      OnnxSession session = BoundedStart.run(() -> OnnxSession.open(file), START);
      return tried(new OnnxPairVerifier(file, tokenizer, session, score, wanted.timeout()), score);
    } catch (IOException e) {
      throw wrong(
          SettingKey.VERIFIER_MODEL,
          file,
          e.getMessage() + " It is the ONNX file of a BERT model that judges pairs of texts.");
    } catch (LinkageError e) {
      warn.accept(NativeTrouble.ofVerifier(e));
      return new NoVerdict(score.cutOff());
    }
  }

  private static PairVerifier tried(OnnxPairVerifier verifier, PairScore score) throws IOException {
    boolean usable = false;
    try {
      int outputs = verifier.outputs();
      if (!score.isOneOf(outputs)) {
        throw wrong(
            SettingKey.VERIFIER_LABEL,
            score.label(),
            "it is the index of the output that means the same, and the model has %d outputs, from 0."
                .formatted(outputs));
      }
      usable = true;
      return verifier;
    } finally {
      if (!usable) {
        verifier.close();
      }
    }
  }

  private static Tokenizer tokenizer(Path model, @Nullable Path given) {
    Path file = given != null ? given : beside(model);
    try (InputStream stream = Files.newInputStream(file)) {
      boolean lines = file.toString().endsWith(".txt");
      return new Tokenizer(lines ? Vocabulary.ofLines(stream) : Vocabulary.ofTokenizer(stream));
    } catch (IOException e) {
      throw wrong(
          SettingKey.VERIFIER_TOKENIZER,
          file,
          "%s. It is the model's tokenizer.json or vocab.txt, of the kind WordPiece in lower case."
              .formatted(reason(e)));
    }
  }

  private static String reason(IOException e) {
    return e.getClass() == IOException.class
        ? String.valueOf(e.getMessage())
        : "the file cannot be read (" + e.getClass().getSimpleName() + ")";
  }

  private static Path beside(Path model) {
    Path json = model.resolveSibling("tokenizer.json");
    Path lines = model.resolveSibling("vocab.txt");
    return !Files.exists(json) && Files.exists(lines) ? lines : json;
  }

  private static SettingsException wrong(SettingKey key, Object value, String why) {
    return new SettingsException("%s = \"%s\": %s".formatted(key.key(), value, why));
  }
}
