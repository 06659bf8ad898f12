package io.llmcache.benchmarks.web;

import java.util.List;
import java.util.Random;

/**
 * Questions that differ in what they are about, each of which can be asked in many words. All of
 * one family look alike, so that whoever answers by likeness alone answers wrongly.
 *
 * @param first what {@code <} in a phrase can stand for
 * @param second what {@code >} can stand for
 * @param phrases the first is how it is asked mostly; all mean the same
 */
record Family(List<String> first, List<String> second, List<String> phrases) {

  private static final List<String> OPENINGS =
      List.of("", "", "", "Hi, ", "Hello! ", "Quick question: ", "Good morning, ", "Please: ");
  private static final List<String> CLOSINGS = List.of("", "", "", " Thanks!", " Thank you.");

  /** How many different questions it has. */
  int size() {
    return first.size() * second.size();
  }

  /** A question as it is asked mostly. */
  String plain(int number) {
    return worded(phrases.get(0), number);
  }

  /** The same question in other words. */
  String otherwise(int number, Random random) {
    String worded = worded(phrases.get(1 + random.nextInt(phrases.size() - 1)), number);
    String opening = OPENINGS.get(random.nextInt(OPENINGS.size()));
    return opening + worded + CLOSINGS.get(random.nextInt(CLOSINGS.size()));
  }

  private String worded(String phrase, int number) {
    StringBuilder text = new StringBuilder();
    for (char letter : phrase.toCharArray()) {
      switch (letter) {
        case '<' -> text.append(first.get(number / second.size()));
        case '>' -> text.append(second.get(number % second.size()));
        default -> text.append(letter);
      }
    }
    return text.toString();
  }
}
