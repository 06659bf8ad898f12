package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Lexicon;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One word is the other with a prefix that makes another of it: synchronous, asynchronous. */
final class PrefixGuard implements Guard {

  /** In front of a word of this length, "a" is a prefix. */
  private static final int SHORTEST_REST = 4;

  /** Those that deny are left to the guard of antonyms: "less unsafe" is "safer". */
  private static final Set<String> PREFIXES =
      Set.of(
          "a", "an", "pre", "post", "semi", "bi", "tri", "uni", "multi", "sub", "super", "hyper",
          "hypo", "micro", "macro", "mini", "mega", "over", "under", "inter", "intra", "trans",
          "ultra", "infra", "auto", "co", "ex", "fore", "mid", "out", "self", "step", "grand",
          "tele", "thermo", "geo", "neo", "poly", "mono", "pro", "en", "e", "re", "up", "down",
          "half", "quasi", "pseudo", "proto", "meta", "para", "peri", "endo", "exo");

  @Override
  public String name() {
    return "prefixes";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    for (Frame.Slot slot : one.slotsWith(other)) {
      if (slot.left().size() == slot.right().size()) {
        for (int i = 0; i < slot.left().size(); i++) {
          Token left = slot.left().get(i);
          Token right = slot.right().get(i);
          if (left.isContent() && right.isContent() && differ(left.text(), right.text())) {
            return left.text() + " against " + right.text();
          }
        }
      }
    }
    return null;
  }

  private static boolean differ(String one, String other) {
    return adds(one, other) || adds(other, one) || swaps(one, other);
  }

  private static boolean adds(String longer, String shorter) {
    return shorter.length() >= SHORTEST_REST
        && longer.endsWith(shorter)
        && PREFIXES.contains(longer.substring(0, longer.length() - shorter.length()))
        && isWord(shorter);
  }

  /** Microeconomics and macroeconomics. */
  private static boolean swaps(String one, String other) {
    for (String prefix : PREFIXES) {
      String rest = one.startsWith(prefix) ? one.substring(prefix.length()) : "";
      if (rest.length() >= SHORTEST_REST
          && !rest.equals(other)
          && other.endsWith(rest)
          && PREFIXES.contains(other.substring(0, other.length() - rest.length()))
          && isWord(one)
          && isWord(other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(String text) {
    return Lexicon.english().knows(text) || text.endsWith("ly");
  }
}
