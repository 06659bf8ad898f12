package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What two sentences have between the same two words, and whether it may differ. */
final class Places {

  /** In a longer place small words are no longer in each other's stead. */
  private static final int MOST_IN_STEAD = 3;

  /** Fillers that say nothing even where another stands. */
  private static final Set<String> MILD =
      Set.of(
          "please",
          "pls",
          "plz",
          "kindly",
          "hi",
          "hello",
          "hey",
          "thanks",
          "thx",
          "ok",
          "okay",
          "anyway",
          "so",
          "also",
          "well",
          "just",
          "really",
          "actually",
          "quite",
          "very");

  /** Weak words that narrow what they stand before: "the full moon". */
  private static final Set<String> NARROWING =
      Set.of("full", "new", "other", "extra", "additional", "main", "recent", "following");

  private static final Set<String> HELPERS =
      Set.of("can", "could", "would", "will", "have", "has", "had", "did");

  private Places() {}

  static @Nullable String objection(Comparison comparison) {
    for (Alignment.Gap gap : comparison.alignment().gaps()) {
      String objection = objection(comparison, gap);
      if (objection != null) {
        return objection;
      }
    }
    return null;
  }

  private static @Nullable String objection(Comparison comparison, Alignment.Gap gap) {
    String filler = against(filler(gap.left()), filler(gap.right()));
    if (filler != null || (asks(gap.left()) && asks(gap.right()))) {
      return filler == null ? question(gap.left(), gap.right()) : filler;
    }
    List<Token> left = comparison.proper(gap.left());
    List<Token> right = comparison.proper(gap.right());
    left.removeIf(SmallWords.NOISE::has);
    right.removeIf(SmallWords.NOISE::has);
    SmallWords.pairOff(left, right);
    String inStead = inStead(left, right);
    if (inStead != null) {
      return inStead;
    }
    List<Token> one = telling(left, right);
    List<Token> other = telling(right, left);
    boolean both = !one.isEmpty() && !other.isEmpty() && !isQuestion(one) && !isQuestion(other);
    if (!both) {
      return alone(left, right);
    }
    return denies(one) || denies(other) ? null : text(one) + " against " + text(other);
  }

  private static @Nullable String filler(List<Token> tokens) {
    for (Token token : tokens) {
      if (WordClass.FILLERS.has(token.text()) && !MILD.contains(token.text())) {
        return token.text();
      }
    }
    return null;
  }

  private static @Nullable String against(@Nullable String one, @Nullable String other) {
    return one == null || other == null || one.equals(other) ? null : one + " against " + other;
  }

  /** "When do I" against "how do I"; with more words "what is the way" is "how". */
  private static @Nullable String question(List<Token> left, List<Token> right) {
    boolean alone = left.size() == 1 && right.size() == 1;
    return alone && !SmallWords.alike(left.get(0), right.get(0)) && !isManner(left, right)
        ? against(left.get(0).text(), right.get(0).text())
        : null;
  }

  /** "What can I do to" is "how can I". */
  private static boolean isManner(List<Token> left, List<Token> right) {
    Set<String> both = Set.of(left.get(0).text(), right.get(0).text());
    return both.equals(Set.of("how", "what"));
  }

  private static boolean asks(List<Token> tokens) {
    return tokens.stream().anyMatch(token -> WordClass.QUESTIONS.has(token.text()));
  }

  private static boolean isQuestion(List<Token> tokens) {
    return tokens.stream().allMatch(token -> WordClass.QUESTIONS.has(token.text()));
  }

  /** The guards of negation weigh these against opposites. */
  private static boolean denies(List<Token> tokens) {
    return tokens.stream()
        .anyMatch(token -> WordClass.NEGATORS.has(token.text()) || token.isOf(WordClass.REFUSALS));
  }

  /** A small word where another of its class stands. */
  private static @Nullable String inStead(List<Token> left, List<Token> right) {
    if (left.size() > MOST_IN_STEAD || right.size() > MOST_IN_STEAD) {
      return null;
    }
    for (Token one : left) {
      for (Token other : right) {
        if (Stead.isTaken(one.text(), other.text())) {
          return one.text() + " against " + other.text();
        }
      }
    }
    return null;
  }

  private static List<Token> telling(List<Token> tokens, List<Token> others) {
    List<Token> telling = new ArrayList<>(tokens);
    telling.removeIf(SmallWords.FAINT::has);
    if (others.stream().anyMatch(Token::isContent)) {
      telling.removeIf(token -> HELPERS.contains(token.text()));
    }
    return telling;
  }

  /** A word that only one has; whether content may be added is for the unmatched words to say. */
  private static @Nullable String alone(List<Token> left, List<Token> right) {
    List<Token> all = new ArrayList<>(left);
    all.addAll(right);
    for (Token token : all) {
      boolean told =
          token.isContent()
              && !WordClass.FILLERS.has(token.text())
              && !NARROWING.contains(token.text());
      if (!told && !SmallWords.SILENT.has(token)) {
        return "only one has " + token.text();
      }
    }
    return null;
  }

  private static String text(List<Token> tokens) {
    return String.join(" ", tokens.stream().map(Token::text).toList());
  }
}
