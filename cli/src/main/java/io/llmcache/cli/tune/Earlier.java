package io.llmcache.cli.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was asked before a text and is similar to it, the most similar first.
 *
 * @param places in the stream
 * @param similarities of each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only held
record Earlier(int[] places, double[] similarities) {

  static Earlier than(int place, List<String> texts, Vectorised vectors, double least) {
    List<Neighbour> found = new ArrayList<>();
    for (int i = 0; i < place; i++) {
      double similarity = vectors.similarity(texts.get(i), texts.get(place));
      if (similarity >= least) {
        found.add(new Neighbour(i, similarity));
      }
    }
    found.sort(
        Comparator.comparingDouble(Neighbour::similarity)
            .reversed()
            .thenComparingInt(Neighbour::place));
    return new Earlier(
        found.stream().mapToInt(Neighbour::place).toArray(),
        found.stream().mapToDouble(Neighbour::similarity).toArray());
  }

  private record Neighbour(int place, double similarity) {}
}
