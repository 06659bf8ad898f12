package io.llmcache.cli.tune;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Puts kinds that begin alike into one group where they are too many to be read. */
final class Kinds {

  /** So many of one beginning are shown one by one. */
  private static final int MOST = 20;

  private final Map<String, Set<String>> byBeginning = new HashMap<>();

  private Kinds() {}

  static Kinds of(Collection<JudgedPair> pairs) {
    Kinds kinds = new Kinds();
    for (JudgedPair pair : pairs) {
      String kind = pair.pair().kind();
      kinds.byBeginning.computeIfAbsent(beginning(kind), k -> new HashSet<>()).add(kind);
    }
    return kinds;
  }

  /** The kind itself, or {@code beginning:*}. */
  String group(String kind) {
    String beginning = beginning(kind);
    return byBeginning.getOrDefault(beginning, Set.of()).size() > MOST ? beginning + "*" : kind;
  }

  /** With the colon; a kind without one is alone. */
  private static String beginning(String kind) {
    int colon = kind.indexOf(':');
    return colon < 0 ? kind : kind.substring(0, colon + 1);
  }
}
