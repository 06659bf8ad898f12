package io.llmcache.cli.score;

import io.llmcache.cli.semantic.Texts;
import io.llmcache.spi.Embedder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A text that can be looked up by meaning, or why it cannot.
 *
 * @param vector null: it has none
 * @param obstacle why; empty if there is a vector
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only held
record Meant(String text, float @Nullable [] vector, String obstacle) {

  /** Asks the gate, then the embedder; blocks as the embedder does. */
  static Meant of(String text, Gate gate, Embedder embedder) throws IOException {
    String refusal = gate.refusal(text);
    if (refusal != null) {
      return new Meant(text, null, refusal);
    }
    float[] vector = embedder.embed(text);
    return new Meant(text, vector, vector == null ? Texts.withoutVector(text) : "");
  }
}
