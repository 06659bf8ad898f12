package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Condition and outcome change places: "if it barks, is it hungry", "if it is hungry, ...". */
final class ClauseGuard implements Guard {

  @Override
  public String name() {
    return "clauses";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    if (!Clauses.has(one.all()) || !Clauses.has(other.all())) {
      return null;
    }
    Alignment alignment = one.whollyWith(other);
    Clauses left = new Clauses(alignment.left());
    Clauses right = new Clauses(alignment.right());
    List<Alignment.Link> moved = new ArrayList<>();
    for (Alignment.Link link : alignment.links(Kin.SAME)) {
      boolean changes = !left.of(link.left()).equals(right.of(link.right()));
      if (changes && isMatter(alignment, link)) {
        moved.add(link);
      }
    }
    for (Alignment.Link a : moved) {
      for (Alignment.Link b : moved) {
        if (left.of(a.left()).equals(right.of(b.right()))
            && left.of(b.left()).equals(right.of(a.right()))) {
          return text(alignment, a) + " and " + text(alignment, b) + " change clauses";
        }
      }
    }
    return null;
  }

  private static boolean isMatter(Alignment alignment, Alignment.Link link) {
    Token token = alignment.left().get(link.left());
    return token.isContent()
        && !token.isLight()
        && isOnce(alignment.left(), token)
        && isOnce(alignment.right(), token);
  }

  private static boolean isOnce(List<Token> tokens, Token token) {
    return tokens.stream().filter(t -> Kinship.same(t, token)).count() == 1;
  }

  private static String text(Alignment alignment, Alignment.Link link) {
    return alignment.left().get(link.left()).text();
  }
}
