package io.llmcache.internal.guard;

import io.llmcache.internal.guard.text.Pieces;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Both must ask for an answer in the same language, format and length, and for the same reader. */
final class FormGuard implements Guard {

  private static final Reading<Set<String>> WISHES =
      new Reading<>(wording -> RequestedForm.of(wording.pieces()));

  @Override
  public String name() {
    return "form";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Set<String> wanted = WISHES.of(one);
    Set<String> others = WISHES.of(other);
    if (wanted.equals(others)) {
      return null;
    }
    Set<String> left = missing(wanted, others, other.wording().pieces());
    Set<String> right = missing(others, wanted, one.wording().pieces());
    if (left.isEmpty() && right.isEmpty() || onlyEnglish(left, right)) {
      return null;
    }
    return shown(left) + " against " + shown(right);
  }

  /** An answer to an English question is in English, said or not. */
  private static boolean onlyEnglish(Set<String> left, Set<String> right) {
    Set<String> english = Set.of("language english");
    return left.isEmpty() && english.containsAll(right)
        || right.isEmpty() && english.containsAll(left);
  }

  private static Set<String> missing(Set<String> wanted, Set<String> others, Pieces other) {
    Set<String> missing = new TreeSet<>(wanted);
    missing.removeAll(others);
    missing.removeIf(wish -> wish.startsWith(RequestedForm.GENRE) && names(other, wish));
    return missing;
  }

  private static boolean names(Pieces pieces, String wish) {
    String genre = wish.substring(RequestedForm.GENRE.length());
    for (int i = 0; i < pieces.size(); i++) {
      if (pieces.at(i).is(genre)
          || FormWords.genre(pieces.at(i).lower()).equals(genre)
          || pieces.at(i).is(genre + "s")) {
        return true;
      }
    }
    return false;
  }

  private static String shown(Set<String> wishes) {
    return wishes.isEmpty() ? "no such wish" : String.join(", ", wishes);
  }
}
