package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One wants something done ("cancel my order"), the other to hear about it ("how do I cancel"). */
final class ActionGuard implements Guard {

  private static final Set<String> OWN = Set.of("my", "our", "me", "us", "this", "that");

  @Override
  public String name() {
    return "action";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    Sentence command = isCommand(one) ? one : other;
    Sentence question = isCommand(one) ? other : one;
    if (!isCommand(command) || isCommand(question) || !asks(question)) {
      return null;
    }
    Token verb = command.tokens().get(0);
    boolean about = question.tokens().stream().anyMatch(token -> Kinship.same(token, verb));
    return about ? "a wish to " + verb.text() + " against a question about it" : null;
  }

  private static boolean isCommand(Sentence sentence) {
    List<Token> tokens = sentence.tokens();
    if (tokens.size() < 3 || sentence.raw().endsWith("?")) {
      return false;
    }
    Token verb = tokens.get(0);
    return sentence.intents().stream().allMatch(intent -> intent == Openers.Intent.POLITE)
        && verb.isContent()
        && verb.is(Part.VERB)
        && !verb.isOf(WordClass.INFORMATIVE)
        && OWN.contains(tokens.get(1).text());
  }

  private static boolean asks(Sentence sentence) {
    if (sentence.intents().contains(Openers.Intent.HOW)) {
      return true;
    }
    Token first = sentence.all().get(0);
    return WordClass.QUESTIONS.has(first.text()) || sentence.raw().endsWith("?");
  }
}
