package io.llmcache.internal.guard;

import java.util.List;

/**
 * Words that differ by a prefix that turns the meaning: unlock and lock, hyper- and hypotension.
 */
final class Prefixes {

  private static final int SHORTEST_REST = 3;
  private static final List<String> NEGATIVE =
      List.of("un", "in", "im", "il", "ir", "dis", "non", "de", "mis", "anti", "counter");
  private static final List<List<String>> AGAINST =
      List.of(
          List.of("hyper", "hypo"),
          List.of("inter", "intra"),
          List.of("pre", "post"),
          List.of("over", "under"),
          List.of("up", "down"),
          List.of("in", "out"),
          List.of("in", "ex"),
          List.of("im", "ex"),
          List.of("in", "de"),
          List.of("en", "de"),
          List.of("en", "dis"),
          List.of("at", "de"),
          List.of("as", "de"),
          List.of("ac", "de"),
          List.of("con", "dis"),
          List.of("micro", "macro"),
          List.of("multi", "single"),
          List.of("sub", "super"),
          List.of("pro", "anti"),
          List.of("homo", "hetero"),
          List.of("uni", "bi"),
          List.of("mono", "poly"),
          List.of("up", "out"),
          List.of("endo", "exo"),
          List.of("maxi", "mini"),
          List.of("max", "min"),
          List.of("ante", "post"),
          List.of("fore", "back"),
          List.of("front", "back"),
          List.of("pre", "re"),
          List.of("in", "up"));

  private Prefixes() {}

  static boolean oppose(String one, String other) {
    for (String prefix : NEGATIVE) {
      if (negates(prefix, one, other) || negates(prefix, other, one)) {
        return true;
      }
    }
    for (List<String> pair : AGAINST) {
      if (swaps(pair, one, other) || swaps(pair, other, one)) {
        return true;
      }
    }
    return false;
  }

  private static boolean negates(String prefix, String one, String other) {
    return other.length() >= SHORTEST_REST
        && one.length() == prefix.length() + other.length()
        && one.startsWith(prefix)
        && one.endsWith(other);
  }

  private static boolean swaps(List<String> pair, String one, String other) {
    String left = pair.get(0);
    String right = pair.get(1);
    return one.startsWith(left)
        && other.startsWith(right)
        && one.length() - left.length() >= SHORTEST_REST
        && one.substring(left.length()).equals(other.substring(right.length()));
  }
}
