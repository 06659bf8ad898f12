package io.llmcache.internal.guard;

import io.llmcache.internal.lexicon.Lexicon;
import io.llmcache.internal.lexicon.Part;

/** What the ending of a verb tells of its time. */
final class VerbForm {

  private VerbForm() {}

  /** "Owned", "ran". */
  static boolean isPast(Token verb) {
    String text = verb.text();
    if (!verb.isContent() || !verb.is(Part.VERB) || text.endsWith("s") || text.endsWith("ing")) {
      return false;
    }
    return text.endsWith("ed") || verb.lemmas().length > 1 || Lexicon.english().lemma(text) < 0;
  }

  /** "Owns", "runs". */
  static boolean isPresent(Token verb) {
    String text = verb.text();
    return verb.isContent() && verb.is(Part.VERB) && text.endsWith("s") && !text.endsWith("ss");
  }
}
