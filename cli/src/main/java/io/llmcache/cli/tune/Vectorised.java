package io.llmcache.cli.tune;

import io.llmcache.spi.Embedder;
import io.llmcache.spi.Vectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The vectors of many texts, each made once. Immutable once made. */
final class Vectorised {

  /** How many texts are put into one call: what a service takes at a time. */
  private static final int BATCH = 32;

  private final Map<String, float[]> vectors = new ConcurrentHashMap<>();

  private Vectorised() {}

  /**
   * Embeds on several threads, and blocks until all are done.
   *
   * @throws IOException if the embedder fails: figures without some texts would be wrong
   */
  static Vectorised of(Collection<String> texts, Embedder embedder)
      throws IOException, InterruptedException {
    Vectorised made = new Vectorised();
    List<String> once = new ArrayList<>(new LinkedHashSet<>(texts));
    List<List<String>> batches = new ArrayList<>();
    for (int i = 0; i < once.size(); i += BATCH) {
      batches.add(once.subList(i, Math.min(i + BATCH, once.size())));
    }
    Parallel.map(batches, batch -> made.add(batch, embedder.embed(batch)));
    return made;
  }

  private int add(List<String> texts, List<float[]> made) {
    for (int i = 0; i < texts.size(); i++) {
      float[] vector = made.get(i);
      if (vector != null) {
        vectors.put(texts.get(i), vector);
      }
    }
    return made.size();
  }

  /** The cosine; 1 for equal texts, and NaN if one has no vector. */
  double similarity(String one, String other) {
    if (one.equals(other)) {
      return 1;
    }
    float[] first = vectors.get(one);
    float[] second = vectors.get(other);
    return first == null || second == null ? Double.NaN : Vectors.similarity(first, second);
  }
}
