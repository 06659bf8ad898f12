package io.llmcache.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The vocabularies of the models that we bring. */
final class Vocabularies {

  private Vocabularies() {}

  static Tokenizer tokenizer(InProcessModel model) {
    try (InputStream json = InProcessModel.class.getResourceAsStream(model.tokenizerResource())) {
      return new Tokenizer(Vocabulary.ofTokenizer(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
