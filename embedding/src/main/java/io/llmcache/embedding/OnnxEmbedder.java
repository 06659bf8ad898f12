package io.llmcache.embedding;

import io.llmcache.spi.Embedder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An embedder that runs in this process, on the caller's thread. */
final class OnnxEmbedder implements Embedder {

  private final InProcessModel model;
  private final Tokenizer tokenizer;
  private final OnnxSession session;
  private final Duration wait;

  private OnnxEmbedder(
      InProcessModel model, Tokenizer tokenizer, OnnxSession session, Duration wait) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.session = session;
    this.wait = wait;
  }

  /**
   * Blocks for about half a second, most of it for the native library.
   *
   * @param wait how long a text waits while others are embedded
   * @throws FileNotFoundException if the model's jar was not added
   * @throws LinkageError if the native library does not load here
   */
  static OnnxEmbedder open(InProcessModel model, Duration wait) throws IOException {
    Tokenizer tokenizer;
    try (InputStream json = resource(model.tokenizerResource())) {
      tokenizer = new Tokenizer(Vocabulary.ofTokenizer(json));
    }
    try (InputStream bytes = resource(model.modelResource())) {
      return new OnnxEmbedder(model, tokenizer, OnnxSession.open(bytes.readAllBytes()), wait);
    }
  }

  private static InputStream resource(String name) throws FileNotFoundException {
    InputStream stream = OnnxEmbedder.class.getResourceAsStream(name);
    if (stream == null) {
      throw new FileNotFoundException(name);
    }
    return stream;
  }

  @Override
  public String id() {
    return model.id();
  }

  @Override
  public int dimension() {
    return InProcessModel.DIMENSION;
  }

  @Override
  public double threshold() {
    return model.threshold();
  }

  @Override
  public float @Nullable [] embed(String text) throws IOException {
    int[] ids = text.isBlank() ? null : tokenizer.encode(text, InProcessModel.MOST_TOKENS);
    if (ids == null) {
      return null;
    }
    ModelOutput output = session.run(TokenBatch.of(ids), wait);
    return Vectors.unit(
        model.pooling().pool(output.numbers(), ids.length, InProcessModel.DIMENSION));
  }

  @Override
  public String describe() {
    return model.setting() + " (in process)";
  }

  @Override
  public void close() {
    session.close();
  }
}
