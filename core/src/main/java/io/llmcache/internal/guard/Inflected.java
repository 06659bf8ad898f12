package io.llmcache.internal.guard;

import org.jspecify.annotations.Nullable;

/**
 * The same word in a form that says something else, with nothing around it that explains the form:
 * "owns" and "owned", "boring" and "bored", "taller" and "tallest".
 */
final class Inflected {

  private Inflected() {}

  static @Nullable String objection(Comparison comparison) {
    Alignment alignment = comparison.alignment();
    boolean explained = comparison.leftOver().stream().anyMatch(Inflected::explains);
    for (Alignment.Link link : alignment.links(Kin.SAME)) {
      Token one = alignment.left().get(link.left());
      Token other = alignment.right().get(link.right());
      boolean content = one.isContent() && other.isContent();
      if (content && Kinship.same(one, other) && differ(one.text(), other.text(), explained)) {
        return one.text() + " against " + other.text();
      }
    }
    return null;
  }

  private static boolean explains(Token token) {
    return WordClass.AUXILIARIES.has(token.text()) || token.text().equals("by");
  }

  private static boolean differ(String one, String other, boolean explained) {
    boolean past = isPast(one, other) != isPast(other, one);
    boolean degree = isDegree(one, other) || isDegree(other, one);
    return degree || (past && !explained);
  }

  /** "Feeding" is no form of "fed", though "feed" ends like one. */
  private static boolean isPast(String word, String other) {
    return word.endsWith("ed") && !other.startsWith(word);
  }

  private static boolean isDegree(String one, String other) {
    return one.endsWith("er") && (other.endsWith("est") || other.endsWith("ing"));
  }
}
