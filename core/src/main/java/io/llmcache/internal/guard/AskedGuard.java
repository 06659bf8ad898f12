package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One asks who acts, the other on whom: "what eats owls", "what do owls eat". */
final class AskedGuard implements Guard {

  private static final Set<String> ASKING = Set.of("who", "what", "which");

  private static final Set<String> HELPERS =
      Set.of("do", "does", "did", "will", "can", "could", "should", "would");

  @Override
  public String name() {
    return "asked";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    if (!asks(one) || !asks(other)) {
      return null;
    }
    Alignment alignment = one.whollyWith(other);
    Subjects left = new Subjects(alignment.left());
    Subjects right = new Subjects(alignment.right());
    for (Alignment.Link verb : alignment.links(Kin.SAME)) {
      int l = left.of(verb.left());
      int r = right.of(verb.right());
      if (l < 0 || r < 0 || !alignment.left().get(verb.left()).is(Part.VERB)) {
        continue;
      }
      boolean leftActs =
          acts(alignment.left(), l, verb.left()) && alignment.leftOf(r) > verb.left();
      boolean rightActs =
          acts(alignment.right(), r, verb.right()) && alignment.rightOf(l) > verb.right();
      if (leftActs && suffers(alignment.right(), r) || rightActs && suffers(alignment.left(), l)) {
        return "who or what " + alignment.left().get(verb.left()).text() + " changes";
      }
    }
    return null;
  }

  private static boolean asks(Sentence sentence) {
    return sentence.all().stream().anyMatch(token -> ASKING.contains(token.text()));
  }

  /** "Who" or "which countries", with the verb right behind. */
  private static boolean acts(List<Token> tokens, int subject, int verb) {
    boolean asked =
        ASKING.contains(tokens.get(subject).text())
            || subject > 0 && ASKING.contains(tokens.get(subject - 1).text());
    boolean named =
        verb + 1 < tokens.size() && WordClass.AUXILIARIES.has(tokens.get(verb + 1).text());
    return asked && !named && verb == subject + 1;
  }

  /** Whether a question has its subject behind a helper: "what did the duke". */
  private static boolean suffers(List<Token> tokens, int subject) {
    boolean asked = false;
    for (Token token : tokens.subList(0, subject)) {
      if (asked && HELPERS.contains(token.text())) {
        return true;
      }
      asked |= ASKING.contains(token.text());
    }
    return false;
  }
}
