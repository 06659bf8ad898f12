package io.llmcache.internal.semantic;

import io.llmcache.spi.Embedder;
import io.llmcache.spi.Vectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Estimates whether two answers say the same, by the similarity of their parts and by their
 * numbers. Two answers of a model to the very same question differ in words, so this only suspects.
 * Blocks for the embedder. Thread-safe.
 */
public final class AnswerComparison {

  /** About 150 words, which every embedder takes. */
  private static final int PART = 700;

  private static final int MOST_PARTS = 6;
  private static final double SAME = 0.88;
  private static final double OTHER = 0.70;
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");

  private final Embedder embedder;

  public AnswerComparison(Embedder embedder) {
    this.embedder = embedder;
  }

  /**
   * @throws IOException if the embedder fails
   */
  public Agreement of(String one, String other) throws IOException {
    if (normal(one).equals(normal(other))) {
      return Agreement.AGREE;
    }
    List<float[]> ones = vectors(one);
    List<float[]> others = vectors(other);
    if (ones.isEmpty() || others.isEmpty()) {
      return Agreement.UNCLEAR;
    }
    double similarity = Math.min(covered(ones, others), covered(others, ones));
    if (similarity < OTHER || (isShort(one, other) && !numbers(one).equals(numbers(other)))) {
      return Agreement.DISAGREE;
    }
    return similarity >= SAME ? Agreement.AGREE : Agreement.UNCLEAR;
  }

  private static boolean isShort(String one, String other) {
    return Math.max(one.length(), other.length()) <= PART;
  }

  private static String normal(String text) {
    return text.strip().replaceAll("[\\s\\p{Punct}]+", " ").toLowerCase(java.util.Locale.ROOT);
  }

  private static Set<String> numbers(String text) {
    Set<String> numbers = new TreeSet<>();
    NUMBER.matcher(text).results().forEach(found -> numbers.add(found.group()));
    return numbers;
  }

  private List<float[]> vectors(String text) throws IOException {
    List<float[]> vectors = new ArrayList<>();
    String left = text.strip();
    while (!left.isEmpty() && vectors.size() < MOST_PARTS) {
      int end = end(left);
      float[] vector = embedder.embed(left.substring(0, end));
      if (vector != null) {
        vectors.add(vector);
      }
      left = left.substring(end).strip();
    }
    return vectors;
  }

  private static int end(String text) {
    if (text.length() <= PART) {
      return text.length();
    }
    int blank = text.lastIndexOf(' ', PART);
    return blank > PART / 2 ? blank : PART;
  }

  /** How much of the one is said in the other: the mean over its parts of the nearest there. */
  private static double covered(List<float[]> ones, List<float[]> others) {
    double sum = 0;
    for (float[] one : ones) {
      sum +=
          others.stream().mapToDouble(other -> Vectors.similarity(one, other)).max().orElseThrow();
    }
    return sum / ones.size();
  }
}
