package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Another preposition in the same frame: "a book by Orwell", "a book about Orwell". */
final class PrepositionGuard implements Guard {

  private static final WordPairs ALIKE = WordPairs.groups("prepositions.txt");

  private static final Set<String> WORDS =
      Set.of(
          "of", "in", "on", "at", "to", "from", "by", "for", "with", "about", "into", "onto", "off",
          "over", "under", "above", "below", "beneath", "after", "before", "between", "among",
          "through", "during", "against", "toward", "towards", "across", "along", "around",
          "behind", "beside", "near", "inside", "outside", "within", "upon", "via", "beyond");

  private static final Set<String> LOOSE =
      Set.of(
          "advice",
          "information",
          "info",
          "help",
          "tip",
          "detail",
          "question",
          "problem",
          "trouble",
          "assistance",
          "guide",
          "rule",
          "instructions",
          "idea",
          "reason",
          "advise");

  /** "Speak to" is "speak with", but "leave to" is not "leave with". */
  private static final Set<String> MUTUAL = Set.of("to", "with");

  private static final Set<String> TALK =
      Set.of("speak", "spoke", "spoken", "talk", "chat", "sync", "pair", "limit", "respect");

  private static final Set<String> LISTED = Set.of("and", "or", "between");

  @Override
  public String name() {
    return "prepositions";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    for (Frame.Slot slot : one.slotsWith(other)) {
      String left = preposition(one.all(), slot.left(), slot.leftAt());
      String right = preposition(other.all(), slot.right(), slot.rightAt());
      boolean differ = !left.isEmpty() && !right.isEmpty() && !left.equals(right);
      if (differ && !isAlike(left, right, one, other, slot)) {
        return (left + " against " + right).replace('_', ' ');
      }
    }
    return null;
  }

  private static boolean isAlike(
      String left, String right, Sentence one, Sentence other, Frame.Slot slot) {
    Set<String> pair = Set.of(left, right);
    return ALIKE.has(left, right)
        || isLoose(one.all(), slot.leftAt(), pair)
        || isLoose(other.all(), slot.rightAt(), pair);
  }

  /** "In", "across_from"; empty if the slot holds more than that and articles. */
  private static String preposition(List<Token> tokens, List<Token> slot, int from) {
    List<String> found = new ArrayList<>();
    for (int i = from; i < from + slot.size(); i++) {
      String word = tokens.get(i).text();
      if (WORDS.contains(word) && !opensInfinitive(tokens, i)) {
        found.add(word);
      } else if (!WordClass.DETERMINERS.has(word) && !WordClass.FILLERS.has(word)) {
        return "";
      }
    }
    return String.join("_", found);
  }

  private static boolean opensInfinitive(List<Token> tokens, int at) {
    if (at + 1 >= tokens.size() || !tokens.get(at).text().equals("to")) {
      return false;
    }
    Token next = tokens.get(at + 1);
    return WordClass.AUXILIARIES.has(next.text())
        || next.is(Part.VERB) && next.rather(Part.VERB, Part.NOUN);
  }

  /** "Advice about" and "advice for": nothing much hangs on it. */
  private static boolean isLoose(List<Token> tokens, int at, Set<String> pair) {
    if (at == 0) {
      return true;
    }
    Token before = tokens.get(at - 1);
    return LISTED.contains(before.text())
        || before.stems().stream().anyMatch(LOOSE::contains)
        || pair.equals(MUTUAL) && isMutual(before);
  }

  private static boolean isMutual(Token verb) {
    return verb.isOf(WordClass.SYMMETRIC) || verb.stems().stream().anyMatch(TALK::contains);
  }
}
