package io.llmcache.internal.guard;

import java.util.ArrayList;
import java.util.List;

/** The words of a sentence that deny, without those that cancel each other or mean nothing. */
final class Negators {

  /** "not without", "never not": two negators this near each other are none. */
  private static final int NEAR = 3;

  private Negators() {}

  /** Where they stand in the tokens. */
  static List<Integer> in(List<Token> tokens) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (WordClass.NEGATORS.has(tokens.get(i).text()) && !rhetorical(tokens, i)) {
        addOrCancel(found, i);
      }
    }
    return found;
  }

  private static void addOrCancel(List<Integer> found, int at) {
    int last = found.size() - 1;
    if (last >= 0 && at - found.get(last) <= NEAR) {
      found.remove(last);
    } else {
      found.add(at);
    }
  }

  /** "Isn't there a way", "whether or not". */
  private static boolean rhetorical(List<Token> tokens, int at) {
    if (!tokens.get(at).text().equals("not") || at == 0) {
      return false;
    }
    String before = tokens.get(at - 1).text();
    String after = at + 1 < tokens.size() ? tokens.get(at + 1).text() : "";
    boolean asks =
        at == 1
            && WordClass.AUXILIARIES.has(before)
            && (WordClass.PRONOUNS.has(after) || WordClass.DETERMINERS.has(after));
    return asks || before.equals("or");
  }
}
