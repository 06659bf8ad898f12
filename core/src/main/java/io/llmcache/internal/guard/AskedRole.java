package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Part;
import java.util.List;
import java.util.Set;

/** "What causes rust" asks for the actor, "what does rust cause" for what it acts on. */
final class AskedRole {

  private static final Set<String> ASKING = Set.of("what", "who", "which");
  private static final Set<String> DOING = Set.of("do", "does", "did");

  private AskedRole() {}

  static boolean differs(Alignment alignment) {
    return differs(alignment.left(), alignment.right())
        || differs(alignment.right(), alignment.left());
  }

  private static boolean differs(List<Token> actor, List<Token> object) {
    if (actor.size() < 3 || object.size() < 4) {
      return false;
    }
    Token verb = actor.get(1);
    return ASKING.contains(actor.get(0).text())
        && ASKING.contains(object.get(0).text())
        && verb.isContent()
        && verb.is(Part.VERB)
        && !verb.isOf(WordClass.SYMMETRIC)
        && DOING.contains(object.get(1).text())
        && endsWith(object, verb);
  }

  /** "What does rust cause", "who does she report to". */
  private static boolean endsWith(List<Token> object, Token verb) {
    Token last = object.get(object.size() - 1);
    boolean dangling = WordClass.PREPOSITIONS.has(last.text());
    return Kinship.same(verb, dangling ? object.get(object.size() - 2) : last);
  }
}
