package io.llmcache.internal.guard;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One word for several: "rollover" and "roll over", "un" and "united nations". */
final class Compounds {

  private static final int LONGEST = 4;

  private Compounds() {}

  /** Links words of one sentence to runs of words of the other that are not all linked yet. */
  static void link(
      List<Token> whole,
      @Nullable Alignment.Link[] byWhole,
      List<Token> parts,
      @Nullable Alignment.Link[] byPart,
      BiFunction<Integer, Integer, Alignment.Link> linking) {
    for (int i = 0; i < whole.size(); i++) {
      for (int j = 0; byWhole[i] == null && j + 1 < parts.size(); j++) {
        int count = parts(whole.get(i).text(), parts, j);
        if (count > 0 && isFree(byPart, j, count)) {
          byWhole[i] = linking.apply(i, j);
          fill(byPart, j, count, byWhole[i]);
        }
      }
    }
  }

  /** How many words from a place on make up the whole; 0 if they do not. */
  private static int parts(String whole, List<Token> parts, int from) {
    if (whole.equals(parts.get(from).text() + parts.get(from + 1).text())) {
      return 2;
    }
    int count = whole.length();
    boolean initials = count > 1 && count <= LONGEST && from + count <= parts.size();
    for (int i = 0; initials && i < count; i++) {
      Token part = parts.get(from + i);
      initials = part.isContent() && part.text().charAt(0) == whole.charAt(i);
    }
    return initials ? count : 0;
  }

  private static boolean isFree(@Nullable Alignment.Link[] links, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (links[i] == null) {
        return true;
      }
    }
    return false;
  }

  private static void fill(
      @Nullable Alignment.Link[] links, int from, int count, Alignment.Link link) {
    for (int i = from; i < from + count; i++) {
      links[i] = links[i] == null ? link : links[i];
    }
  }
}
