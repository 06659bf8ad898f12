package io.llmcache.benchmarks;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run shall do.
 *
 * @param root the checkout
 * @param large whether what takes many minutes is measured, too: 200,000 entries
 * @param rivals whether rivals are measured that have to be installed first
 * @param only the names of the suites to run; empty: all
 * @param docs whether only the page of the last run's results is to be written
 */
public record Options(Path root, boolean large, boolean rivals, Set<String> only, boolean docs) {

  /**
   * @throws IllegalArgumentException if there is no such word; the message is for the user
   */
  static Options of(Path root, String... words) {
    boolean large = false;
    boolean rivals = false;
    boolean docs = false;
    Set<String> only = new TreeSet<>();
    for (int i = 0; i < words.length; i++) {
      switch (words[i]) {
        case "--large" -> large = true;
        case "--rivals" -> rivals = true;
        case "--docs" -> docs = true;
        case "--only" -> {
          if (i + 1 == words.length) {
            throw new IllegalArgumentException("--only needs the name of a suite after it");
          }
          only.add(words[++i]);
        }
        default ->
            throw new IllegalArgumentException(
                "no option is called " + words[i] + ": --large, --rivals, --only SUITE, --docs");
      }
    }
    return new Options(root, large, rivals, Set.copyOf(only), docs);
  }

  boolean includes(Suite suite) {
    return only.isEmpty() || only.contains(suite.name());
  }
}
