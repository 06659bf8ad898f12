package io.llmcache.internal.guard;

import io.llmcache.internal.guard.text.Identifiers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Code, versions, part numbers, addresses, programming languages and signs must be the same; of
 * acronyms and product names, one may not stand where another stood.
 */
final class IdentifiersGuard implements Guard {

  private static final Reading<Identifiers> IDENTIFIERS =
      new Reading<>(wording -> Identifiers.of(wording.pieces()));

  @Override
  public String name() {
    return "identifiers";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Identifiers mine = IDENTIFIERS.of(one);
    Identifiers theirs = IDENTIFIERS.of(other);
    String codes = difference(missing(mine.codes(), theirs), missing(theirs.codes(), mine));
    if (codes != null) {
      return codes;
    }
    String tools = difference(without(mine.techNames(), theirs), without(theirs.techNames(), mine));
    if (tools != null) {
      return tools;
    }
    String signs = signs(mine, theirs);
    return signs == null
        ? substituted(missing(mine.names(), theirs), missing(theirs.names(), mine))
        : signs;
  }

  private static @Nullable String signs(Identifiers mine, Identifiers theirs) {
    if (!mine.signs().equals(theirs.signs())) {
      return shown(mine.signs()) + " against " + shown(theirs.signs());
    }
    boolean decoration =
        mine.pictures().isEmpty() && !theirs.pictureInside()
            || theirs.pictures().isEmpty() && !mine.pictureInside();
    boolean same = mine.pictures().equals(theirs.pictures());
    return same || decoration
        ? null
        : shown(mine.pictures()) + " against " + shown(theirs.pictures());
  }

  private static Set<String> missing(Set<String> wanted, Identifiers in) {
    Set<String> missing = new TreeSet<>(wanted);
    missing.removeIf(in::mentions);
    return missing;
  }

  private static Set<String> without(Set<String> tools, Identifiers other) {
    Set<String> left = missing(tools, other);
    left.removeAll(other.techNames());
    return left;
  }

  private static @Nullable String difference(Set<String> left, Set<String> right) {
    return left.isEmpty() && right.isEmpty() ? null : first(left) + " against " + first(right);
  }

  private static @Nullable String substituted(Set<String> left, Set<String> right) {
    return left.isEmpty() || right.isEmpty() ? null : first(left) + " against " + first(right);
  }

  private static String first(Set<String> names) {
    return names.isEmpty() ? "nothing" : names.iterator().next();
  }

  private static String shown(List<String> signs) {
    return signs.isEmpty() ? "nothing" : String.join(" ", signs);
  }
}
