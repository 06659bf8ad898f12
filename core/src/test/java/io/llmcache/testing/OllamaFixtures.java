package io.llmcache.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Small requests and replies of Ollama, written for the tests. */
public final class OllamaFixtures {

  private OllamaFixtures() {}

  /** The text of a file in the folder ollama. */
  public static String read(String name) {
    try (InputStream file = OllamaFixtures.class.getResourceAsStream("ollama/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the fixture ollama/" + name + " is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
