package io.llmcache.benchmarks.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Requests as they come: few questions often, many seldom (Zipf's law with exponent 1); of those
 * that were asked before, a third in other words. The same each time.
 */
final class Traffic {

  /**
   * One request.
   *
   * @param number of the question
   */
  record Asked(int number, String text) {}

  private final Random random = new Random(20);
  private final List<Integer> byRank = new ArrayList<>();
  private final double[] upTo;
  private final boolean[] known;
  private final Map<String, Integer> numbers = new HashMap<>();

  Traffic() {
    int count = Questions.count();
    IntStream.range(0, count).forEach(byRank::add);
    Collections.shuffle(byRank, random);
    known = new boolean[count];
    upTo = new double[count];
    double sum = 0;
    for (int rank = 0; rank < count; rank++) {
      sum += 1.0 / (rank + 1);
      upTo[rank] = sum;
    }
  }

  List<Asked> next(int count) {
    List<Asked> requests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int number = drawn();
      boolean otherwise = known[number] && random.nextInt(3) == 0;
      requests.add(asked(number, otherwise));
      known[number] = true;
    }
    return requests;
  }

  /** Questions that were asked before, in words that were not. */
  List<Asked> inNewWords(int count) {
    List<Asked> requests = new ArrayList<>(count);
    while (requests.size() < count) {
      int number = drawn();
      String text = Questions.otherwise(number, random);
      if (known[number] && !numbers.containsKey(text)) {
        requests.add(new Asked(number, text));
        numbers.put(text, number);
      }
    }
    return requests;
  }

  /** The numbers of all questions that were given out, by their text. */
  Map<String, Integer> numbers() {
    return Map.copyOf(numbers);
  }

  private Asked asked(int number, boolean otherwise) {
    String text = otherwise ? Questions.otherwise(number, random) : Questions.plain(number);
    numbers.put(text, number);
    return new Asked(number, text);
  }

  private int drawn() {
    double at = random.nextDouble() * upTo[upTo.length - 1];
    int found = Arrays.binarySearch(upTo, at);
    return byRank.get(found < 0 ? -found - 1 : found);
  }
}
