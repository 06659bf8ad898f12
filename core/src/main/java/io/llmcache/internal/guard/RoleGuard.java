package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The same words, but others act, own, or come first: "from Paris to Rome" against "from Rome to
 * Paris". A passive that keeps the roles is no difference, nor is the order of "and" or "married
 * to".
 */
final class RoleGuard implements Guard {

  private static final Set<String> PERSONS =
      Set.of("i", "me", "you", "he", "him", "she", "her", "they", "them", "we", "us");

  private static final int MOST_LEFT_OVER = 5;

  /** How far before two things a word like "compare" may stand. */
  private static final int REACH = 3;

  @Override
  public String name() {
    return "roles";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Alignment alignment = one.with(other);
    if (!alignment.isNear(MOST_LEFT_OVER)) {
      return null;
    }
    Comparison comparison = new Comparison(alignment);
    if (!alignment.isWithin(MOST_LEFT_OVER)) {
      return comparison.swappedWays();
    }
    return AskedRole.differs(alignment)
        ? "one asks who acts, the other on what"
        : comparison.swapped();
  }

  /** One alignment, looked at for two words that changed roles. */
  private static final class Comparison {
    private final Alignment alignment;
    private final Roles left;
    private final Roles right;
    private final List<Alignment.Link> things;

    Comparison(Alignment alignment) {
      this.alignment = alignment;
      left = new Roles(alignment.left());
      right = new Roles(alignment.right());
      things = new ArrayList<>(alignment.links(Kin.SAME));
      things.addAll(alignment.links(Kin.SYNONYM));
      things.removeIf(link -> !isThing(alignment.left().get(link.left())));
    }

    private static boolean isThing(Token token) {
      return token.kind() != Token.Kind.FUNCTION || PERSONS.contains(token.text());
    }

    @Nullable String swapped() {
      return swapped(things, this::swapped);
    }

    /** What comes from where and goes to where is told however else the two are worded. */
    @Nullable String swappedWays() {
      List<Alignment.Link> ways =
          things.stream().filter(link -> isContent(link) && isGoverned(link)).toList();
      return swapped(ways, (a, b) -> !hasOneMarker(a, b) && swapped(a, b));
    }

    private boolean isContent(Alignment.Link link) {
      return alignment.left().get(link.left()).isContent();
    }

    private boolean isGoverned(Alignment.Link link) {
      return !left.marker(link.left()).isEmpty();
    }

    private boolean hasOneMarker(Alignment.Link a, Alignment.Link b) {
      return left.marker(a.left()).equals(left.marker(b.left()));
    }

    private @Nullable String swapped(
        List<Alignment.Link> links, BiPredicate<Alignment.Link, Alignment.Link> changed) {
      for (int i = 0; i < links.size(); i++) {
        for (int j = i + 1; j < links.size(); j++) {
          if (changed.test(links.get(i), links.get(j)) && !free(links.get(i), links.get(j))) {
            return text(links.get(i)) + " and " + text(links.get(j)) + " change roles";
          }
        }
      }
      return null;
    }

    private boolean swapped(Alignment.Link a, Alignment.Link b) {
      String leftA = left.marker(a.left());
      String leftB = left.marker(b.left());
      String rightA = right.marker(a.right());
      String rightB = right.marker(b.right());
      if (!leftA.equals(rightB) || !leftB.equals(rightA)) {
        return false;
      }
      if (!leftA.equals(leftB)) {
        return !isComparison(leftA + leftB, a, b);
      }
      return crossed(a, b) && aroundVerb(a, b);
    }

    /** Whether a word that treats both alike rules the two, in both sentences. */
    private boolean free(Alignment.Link a, Alignment.Link b) {
      return isSymmetric(alignment.left(), a.left(), b.left())
          && isSymmetric(alignment.right(), a.right(), b.right());
    }

    private static boolean isSymmetric(List<Token> tokens, int one, int other) {
      int from = Math.max(0, Math.min(one, other) - REACH);
      return tokens.subList(from, Math.max(one, other)).stream()
          .anyMatch(token -> token.isOf(WordClass.SYMMETRIC));
    }

    /** "Are foxes bigger than badgers" asks for both, as "between" does. */
    private boolean isComparison(String markers, Alignment.Link a, Alignment.Link b) {
      return markers.equals("than") && isKind(a) && isKind(b) && asks(alignment.left());
    }

    /** Whether a word stands bare for a kind of thing, and names nothing. */
    private boolean isKind(Alignment.Link link) {
      Token token = alignment.left().get(link.left());
      Token before = alignment.left().get(Math.max(0, link.left() - 1));
      return token.is(Part.NOUN)
          && before.kind() == Token.Kind.FUNCTION
          && !WordClass.DETERMINERS.has(before.text());
    }

    private static boolean asks(List<Token> tokens) {
      return List.of("are", "do").contains(tokens.get(0).text());
    }

    private boolean crossed(Alignment.Link a, Alignment.Link b) {
      boolean before = left.order(a.left()) < left.order(b.left());
      return before != right.order(a.right()) < right.order(b.right());
    }

    /** Whether a word that both sentences have stands between the two, in both. */
    private boolean aroundVerb(Alignment.Link a, Alignment.Link b) {
      return things.stream()
          .filter(verb -> alignment.left().get(verb.left()).is(Part.VERB))
          .anyMatch(
              verb ->
                  between(left.order(verb.left()), left.order(a.left()), left.order(b.left()))
                      && between(
                          right.order(verb.right()),
                          right.order(a.right()),
                          right.order(b.right())));
    }

    private static boolean between(int at, int one, int other) {
      return Math.min(one, other) < at && at < Math.max(one, other);
    }

    private String text(Alignment.Link link) {
      return alignment.left().get(link.left()).text();
    }
  }
}
