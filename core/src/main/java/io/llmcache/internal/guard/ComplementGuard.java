package io.llmcache.internal.guard;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The form behind a verb turns it: "he stopped smoking", "he stopped to smoke". */
final class ComplementGuard implements Guard {

  private static final Set<String> VERBS =
      Set.of("stop", "remember", "forget", "regret", "mean", "quit");
  private static final Set<String> IRREGULAR = Set.of("forgot", "forgotten", "meant");
  private static final Set<String> ASKED = Set.of("me", "us", "you");
  private static final Set<String> MODALS = Set.of("would", "will", "should", "could", "must");
  private static final Set<String> QUESTIONS =
      Set.of("what", "how", "where", "when", "who", "which", "whether", "if", "to", "why");

  @Override
  public String name() {
    return "complements";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    if (one.slotsWith(other).isEmpty()) {
      return null;
    }
    String form = hasVerb(one) && hasVerb(other) ? form(one, other) : null;
    if (form != null) {
      return form;
    }
    String asked = asked(one.all(), other.all());
    return asked == null ? doer(one, other) : asked;
  }

  private static boolean hasVerb(Sentence sentence) {
    return sentence.all().stream().anyMatch(ComplementGuard::isVerb);
  }

  private static boolean isVerb(Token token) {
    return IRREGULAR.contains(token.text()) || token.stems().stream().anyMatch(VERBS::contains);
  }

  private static @Nullable String form(Sentence one, Sentence other) {
    Alignment alignment = one.whollyWith(other);
    for (Alignment.Link link : alignment.links(Kin.SAME)) {
      if (isForm(one.all(), link.left()) && isForm(other.all(), link.right())) {
        boolean left = leadsTo(one.all(), link.left());
        boolean right = leadsTo(other.all(), link.right());
        if (left != right) {
          return one.all().get(link.left()).text() + " to do against doing";
        }
      }
    }
    return null;
  }

  private static boolean isForm(List<Token> tokens, int at) {
    return isVerb(tokens.get(at))
        && at + 1 < tokens.size()
        && (leadsTo(tokens, at) || tokens.get(at + 1).text().endsWith("ing"));
  }

  private static boolean leadsTo(List<Token> tokens, int at) {
    return tokens.get(at + 1).text().equals("to");
  }

  /** "Ann asked Ben what to buy", "Ann told Ben what to buy". */
  private static @Nullable String asked(List<Token> left, List<Token> right) {
    if (left.size() != right.size()) {
      return null;
    }
    for (int i = 0; i + 2 < left.size(); i++) {
      boolean other =
          isOf(left.get(i), "ask") && isTold(right.get(i))
              || isOf(right.get(i), "ask") && isTold(left.get(i));
      boolean told = !ASKED.contains(left.get(i + 1).text()) && hasQuestion(left, i + 2);
      if (other && told && Kinship.same(left.get(i + 1), right.get(i + 1))) {
        return left.get(i).text() + " against " + right.get(i).text();
      }
    }
    return null;
  }

  private static boolean hasQuestion(List<Token> tokens, int from) {
    return tokens.subList(from, Math.min(tokens.size(), from + 2)).stream()
        .anyMatch(token -> QUESTIONS.contains(token.text()));
  }

  private static boolean isTold(Token token) {
    return isOf(token, "tell") || token.text().equals("told");
  }

  private static boolean isOf(Token token, String verb) {
    return token.stems().contains(verb);
  }

  /** "He told me to call", "he told me that he would call". */
  private static @Nullable String doer(Sentence one, Sentence other) {
    for (Frame.Slot slot : one.slotsWith(other)) {
      boolean left = isTo(slot.left()) && isOther(one.all(), slot.leftAt(), slot.right());
      boolean right = isTo(slot.right()) && isOther(other.all(), slot.rightAt(), slot.left());
      if (left || right) {
        return "another one is to do it";
      }
    }
    return null;
  }

  private static boolean isTo(List<Token> slot) {
    return slot.size() == 1 && slot.get(0).text().equals("to");
  }

  /** Whether the clause has another person than the one that is told. */
  private static boolean isOther(List<Token> tokens, int to, List<Token> clause) {
    Persons told = to == 0 ? Persons.NOBODY : Persons.of(tokens.get(to - 1).text());
    List<Persons> doers =
        clause.stream()
            .map(token -> Persons.of(token.text()))
            .filter(person -> person != Persons.NOBODY)
            .toList();
    boolean modal = clause.stream().anyMatch(token -> MODALS.contains(token.text()));
    return told != Persons.NOBODY && modal && doers.size() == 1 && doers.get(0) != told;
  }
}
