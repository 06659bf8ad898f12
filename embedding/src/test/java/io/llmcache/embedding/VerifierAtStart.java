package io.llmcache.embedding;

import io.llmcache.settings.Settings;
import io.llmcache.spi.PairVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that starts a verifier and asks it once. Prints what happens. */
final class VerifierAtStart {

  private VerifierAtStart() {}

  /** Argument: a folder for its files. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    byte[] tiny = TinyModel.withTypes(new float[] {1}, new float[] {0});
    Path model = Files.write(folder.resolve("model.onnx"), tiny);
    Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n");
    Settings settings = SettingsOf.with("verifier-model", model.toString());
    PairVerifier verifier =
        new OnnxPairVerifierFactory()
            .create(settings, warning -> System.out.println("warning: " + warning));
    try {
      System.out.println("score: " + verifier.score("alpha", "beta"));
    } catch (IOException e) {
      System.out.println("no verdict");
    }
  }
}
