package io.llmcache.internal.guard.text;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that a text may be said to mention: its words, two or three words as one, and what
 * their first letters spell. Worked out when first asked for. Thread-safe.
 */
final class Mentions {

  private static final Map<String, String> ALIASES =
      Map.of("usa", "us", "u.s.a", "us", "u.s", "us", "u.k", "uk");

  private static final int LONGEST_ACRONYM = 8;
  private static final int MOST_JOINED = 3;

  private final Pieces pieces;
  private final String plain;
  private volatile @Nullable Set<String> names;

  Mentions(Pieces pieces, String plain) {
    this.pieces = pieces;
    this.plain = plain;
  }

  boolean has(String compactName) {
    Set<String> known = names;
    if (known == null) {
      known = collect();
      names = known;
    }
    return known.contains(compactName);
  }

  /** One spelling for names that have several. */
  static String alias(String compactName) {
    return ALIASES.getOrDefault(compactName, compactName);
  }

  /** In lower case, without hyphens and spaces. */
  static String compact(String text) {
    StringBuilder compact = new StringBuilder();
    text.toLowerCase(Locale.ROOT)
        .chars()
        .filter(c -> Character.isLetterOrDigit(c) || c == '+' || c == '#' || c == '.')
        .forEach(c -> compact.append((char) c));
    int end = compact.length();
    while (end > 0 && compact.charAt(end - 1) == '.') {
      end--;
    }
    int start = end > 0 && compact.charAt(0) == '#' ? 1 : 0;
    return compact.substring(start, end);
  }

  private Set<String> collect() {
    Set<String> found = new HashSet<>();
    for (String chunk : List.of(plain.split("\\s+", -1))) {
      found.add(compact(chunk));
    }
    for (int i = 0; i < pieces.size(); i++) {
      addFrom(i, found);
    }
    return found;
  }

  private void addFrom(int start, Set<String> found) {
    StringBuilder joined = new StringBuilder();
    StringBuilder initials = new StringBuilder();
    for (int i = start; initials.length() < LONGEST_ACRONYM && i < pieces.size(); i++) {
      Piece piece = pieces.at(i);
      if (piece.kind() == Piece.Kind.SYMBOL) {
        continue;
      }
      initials.append(piece.lower().charAt(0));
      if (initials.length() > 1) {
        found.add(initials.toString());
      }
      if (initials.length() <= MOST_JOINED) {
        joined.append(stem(piece.lower()));
        add(joined.toString(), found);
      }
    }
  }

  private static void add(String name, Set<String> found) {
    found.add(name);
    found.add(alias(name));
    if (name.endsWith("s")) {
      found.add(name.substring(0, name.length() - 1));
    }
  }

  private static String stem(String word) {
    String owner = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
    return owner.indexOf('\'') < 0 ? owner : owner.replace("'", "");
  }
}
