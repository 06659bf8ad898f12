package io.llmcache.spi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a text into a vector: texts of like meaning point in like directions. Thread-safe. */
public interface Embedder extends AutoCloseable {

  /**
   * Names the model and all that changes its vectors; stable for ever. Letters, digits and hyphens:
   * it is part of index names.
   */
  String id();

  /** Length of every vector. */
  int dimension();

  /**
   * The least cosine that is a match with this model, measured: a cosine means another thing for
   * each.
   */
  double threshold();

  /**
   * The vector of the text, of unit length; null if the text is longer than the model takes: it is
   * never cut. Blocks, in process for some milliseconds, else at most for the time that is
   * configured; never called on an I/O thread.
   *
   * @throws IOException if there is no vector now, whyever; it may be asked for again
   */
  float @Nullable [] embed(String text) throws IOException;

  /** The vector of each text, as {@link #embed} gives it. */
  default List<float @Nullable []> embed(List<String> texts) throws IOException {
    List<float @Nullable []> vectors = new ArrayList<>(texts.size());
    for (String text : texts) {
      vectors.add(embed(text));
    }
    return vectors;
  }

  /** For the start-up line: {@code minilm (in process)}; no credential. */
  String describe();

  /** Releases memory and connections. Never throws. */
  @Override
  void close();
}
