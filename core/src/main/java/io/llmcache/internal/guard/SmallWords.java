package io.llmcache.internal.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which small words of a question may differ without another answer. */
final class SmallWords {

  /** Say nothing where only one of two questions has them. */
  static final SmallWords SILENT = new SmallWords("silent.txt");

  /** Say nothing beside other words. */
  static final SmallWords FAINT = new SmallWords("faint.txt");

  /** A question may have or lack them anywhere. */
  static final SmallWords NOISE = new SmallWords("noise.txt");

  private static final WordPairs ALIKE = WordPairs.groups("alike.txt");

  private final Set<String> words;

  private SmallWords(String file) {
    words =
        WordFile.lines(file).stream()
            .flatMap(line -> WordFile.words(line).stream())
            .collect(Collectors.toCollection(HashSet::new));
  }

  boolean has(Token token) {
    return words.contains(token.text());
  }

  /** Whether questions use the two for each other. */
  static boolean alike(Token one, Token other) {
    return one.text().equals(other.text()) || ALIKE.has(one.text(), other.text());
  }

  /** Takes out of both what stands for each other. */
  static void pairOff(List<Token> left, List<Token> right) {
    left.removeIf(
        one -> {
          for (Token other : right) {
            if (alike(one, other)) {
              return right.remove(other);
            }
          }
          return false;
        });
  }
}
