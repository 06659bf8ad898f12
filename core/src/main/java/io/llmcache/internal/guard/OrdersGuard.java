package io.llmcache.internal.guard;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A deed that only an assistant can do against a question about it: "book a table". */
final class OrdersGuard implements Guard {

  private static final Set<String> DEEDS =
      Set.of(
          "book",
          "reserve",
          "order",
          "buy",
          "schedule",
          "transfer",
          "send",
          "call",
          "pay",
          "wake",
          "text",
          "email",
          "message",
          "cancel",
          "rent",
          "hire");

  @Override
  public String name() {
    return "orders";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    boolean left = isOrder(one);
    if (left == isOrder(other)) {
      return null;
    }
    Sentence order = left ? one : other;
    Sentence question = left ? other : one;
    Token deed = order.tokens().get(0);
    boolean about = question.tokens().stream().anyMatch(token -> Kinship.same(token, deed));
    return about && asks(question) ? "a wish to " + deed.text() + " against a question" : null;
  }

  private static boolean isOrder(Sentence sentence) {
    List<Token> tokens = sentence.tokens();
    return tokens.size() > 2
        && !sentence.raw().strip().endsWith("?")
        && sentence.intents().stream().allMatch(intent -> intent == Openers.Intent.POLITE)
        && DEEDS.contains(tokens.get(0).text())
        && !tokens.get(1).isContent()
        && !WordClass.AUXILIARIES.has(tokens.get(1).text())
        && !WordClass.PREPOSITIONS.has(tokens.get(1).text());
  }

  private static boolean asks(Sentence sentence) {
    return sentence.intents().contains(Openers.Intent.HOW)
        || !sentence.tokens().isEmpty() && WordClass.QUESTIONS.has(sentence.tokens().get(0).text());
  }
}
