package io.llmcache.internal.guard;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Another person does, has or owns the same: "he broke it" against "I broke it". */
final class PersonGuard implements Guard {

  /** Whoever asks may mean people in general. */
  private static final Set<String> ANYBODY =
      Set.of(
          "people",
          "person",
          "someone",
          "somebody",
          "anyone",
          "anybody",
          "everyone",
          "user",
          "users");

  private static final Set<String> OWNED_BY_ASKER = Set.of("my", "mine");
  private static final Set<String> BE = Set.of("am", "are", "is", "was", "were");
  private static final Set<String> OWNED_BY_ASKED = Set.of("your", "yours");

  @Override
  public String name() {
    return "persons";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    List<Frame.Slot> slots = one.frameWith(other).slots();
    boolean general = isGeneral(one) || isGeneral(other) || slots.stream().anyMatch(this::isAsker);
    for (Frame.Slot slot : slots) {
      List<Token> left = persons(slot.left());
      List<Token> right = persons(slot.right());
      for (int i = 0; slot.isGrammar() && left.size() == right.size() && i < left.size(); i++) {
        String l = left.get(i).text();
        String r = right.get(i).text();
        boolean owner = !general && isOwner(l, r);
        if (isOther(l, r, one, other) || owner || isWho(slot, one, other)) {
          return l + " against " + r;
        }
      }
    }
    return null;
  }

  private static List<Token> persons(List<Token> tokens) {
    return tokens.stream().filter(t -> Persons.of(t.text()) != Persons.NOBODY).toList();
  }

  private static boolean isOther(String left, String right, Sentence one, Sentence other) {
    Persons l = Persons.of(left);
    Persons r = Persons.of(right);
    return l.isThird() != r.isThird()
        && !isShop(l, r)
        && !isShop(r, l)
        && !meansAnybody(one)
        && !meansAnybody(other);
  }

  /** "Do you deliver" and "do they deliver" ask the same of a shop. */
  private static boolean isShop(Persons one, Persons other) {
    return one == Persons.YOU && other == Persons.THEY;
  }

  private static boolean meansAnybody(Sentence sentence) {
    List<Token> tokens = sentence.all();
    for (int i = 0; i < tokens.size(); i++) {
      String word = tokens.get(i).text();
      if (ANYBODY.contains(word) || word.equals("one") && i > 0 && leads(tokens.get(i - 1))) {
        return true;
      }
    }
    return false;
  }

  /** "Can one", "if one", but not "a new one". */
  private static boolean leads(Token token) {
    return WordClass.AUXILIARIES.has(token.text()) || WordClass.CONJUNCTIONS.has(token.text());
  }

  /** "What is my address", "what is your address". */
  private static boolean isOwner(String left, String right) {
    return OWNED_BY_ASKER.contains(left) && OWNED_BY_ASKED.contains(right)
        || OWNED_BY_ASKED.contains(left) && OWNED_BY_ASKER.contains(right);
  }

  /** "How tall am I" asks about one person, "am I allowed to" about anybody. */
  private static boolean isWho(Frame.Slot slot, Sentence one, Sentence other) {
    boolean last =
        slot.leftAt() + slot.left().size() == one.all().size()
            && slot.rightAt() + slot.right().size() == other.all().size();
    return last && isBe(slot.left()) && isBe(slot.right());
  }

  private static boolean isBe(List<Token> tokens) {
    return tokens.size() == 2 && BE.contains(tokens.get(0).text());
  }

  private static boolean isGeneral(Sentence sentence) {
    return sentence.intents().contains(Openers.Intent.HOW) || meansAnybody(sentence);
  }

  /** "If you lose it" and "if I lose it" mean anybody who asks. */
  private boolean isAsker(Frame.Slot slot) {
    return slot.left().stream().anyMatch(l -> isOneOf(l, "i"))
            && slot.right().stream().anyMatch(r -> isOneOf(r, "you"))
        || slot.left().stream().anyMatch(l -> isOneOf(l, "you"))
            && slot.right().stream().anyMatch(r -> isOneOf(r, "i"));
  }

  private static boolean isOneOf(Token token, String word) {
    return token.text().equals(word);
  }
}
