package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Lexicon;
import io.llmcache.internal.lexicon.Part;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nearest is not the second nearest. */
final class RankGuard implements Guard {

  private static final Set<String> RANKS =
      Set.of(
          "second", "third", "fourth", "fifth", "sixth", "tenth", "next", "2nd", "3rd", "4th",
          "5th");
  private static final Set<String> TOPS = Set.of("most", "least", "best", "worst", "last");
  private static final int ENDING = 3;

  @Override
  public String name() {
    return "ranks";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    String left = rank(one.all());
    String right = rank(other.all());
    boolean tops = hasTop(one.all()) && hasTop(other.all());
    return tops && left.isEmpty() != right.isEmpty() ? left + " against " + right : null;
  }

  /** The rank that stands before a superlative; empty if none does. */
  private static String rank(List<Token> tokens) {
    for (int i = 1; i < tokens.size(); i++) {
      if (isTop(tokens.get(i)) && RANKS.contains(tokens.get(i - 1).text())) {
        return tokens.get(i - 1).text();
      }
    }
    return "";
  }

  private static boolean hasTop(List<Token> tokens) {
    return tokens.stream().anyMatch(RankGuard::isTop);
  }

  private static boolean isTop(Token token) {
    String word = token.text();
    return TOPS.contains(word) || word.endsWith("est") && isSuperlative(word);
  }

  private static boolean isSuperlative(String word) {
    String base = word.substring(0, word.length() - ENDING);
    int last = base.length() - 1;
    boolean doubled = last > 1 && base.charAt(last) == base.charAt(last - 1);
    return isQuality(base)
        || isQuality(base + "e")
        || doubled && isQuality(base.substring(0, last))
        || base.endsWith("i") && isQuality(base.substring(0, last) + "y");
  }

  private static boolean isQuality(String word) {
    Lexicon lexicon = Lexicon.english();
    return word.length() > 1 && lexicon.is(lexicon.lemma(word), Part.ADJECTIVE);
  }
}
