package io.llmcache.internal.guard;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pairs of words, read from a list of groups; symmetric. */
final class WordPairs {

  private final Map<String, Set<String>> others = new HashMap<>();

  /** All words of a line belong together. */
  static WordPairs groups(String file) {
    WordPairs pairs = new WordPairs();
    for (String line : WordFile.lines(file)) {
      pairs.add(WordFile.words(line), WordFile.words(line));
    }
    return pairs;
  }

  /** The words left of the colon stand against those right of it. */
  static WordPairs sides(String file) {
    WordPairs pairs = new WordPairs();
    for (String line : WordFile.lines(file)) {
      int colon = line.indexOf(':');
      List<String> left = WordFile.words(line.substring(0, colon));
      List<String> right = WordFile.words(line.substring(colon + 1));
      pairs.add(left, right);
      pairs.add(right, left);
    }
    return pairs;
  }

  private void add(List<String> from, List<String> to) {
    for (String word : from) {
      others.computeIfAbsent(word, key -> new HashSet<>()).addAll(to);
    }
  }

  boolean has(String one, String other) {
    return others.getOrDefault(one, Set.of()).contains(other);
  }
}
