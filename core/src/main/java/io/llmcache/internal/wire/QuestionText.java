package io.llmcache.internal.wire;

import io.llmcache.internal.key.JsonText;
import io.llmcache.internal.key.JsonTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which texts are a question that can be asked in other words. Whatever else may be in a text is
 * taken for none: that costs a hit at most.
 */
final class QuestionText {

  /** In characters of UTF-16: more are surely beyond what an embedder reads. */
  static final int LONGEST = 2_000;

  /** In characters: what is longer without a blank is encoded data. */
  private static final int LONGEST_WORD = 200;

  /** In lines, of a text with a fence in it. */
  private static final int MOST_LINES_WITH_CODE = 30;

  private static final String FENCE = "```";

  /** What sets turns apart in the templates of models, or begins data. */
  private static final List<String> MARKS = List.of("<|", "[INST]", "<<SYS>>", ";base64,");

  /** Who speaks, where a text is a whole conversation. */
  private static final List<String> SPEAKERS =
      List.of("system", "assistant", "user", "human", "ai");

  private static final String BEFORE_SPEAKERS = " \t*#>[";

  private QuestionText() {}

  /** The text of the node, or null if it is no question. */
  static @Nullable String of(@Nullable Object node) {
    if (node instanceof JsonText longer && longer.isSurelyLonger(LONGEST)) {
      return null;
    }
    String text = JsonTree.text(node);
    return text != null && isQuestion(text) ? text : null;
  }

  private static boolean isQuestion(String text) {
    return text.length() <= LONGEST
        && !text.isBlank()
        && isWellFormed(text)
        && !holdsData(text)
        && !holdsMark(text)
        && !isListing(text)
        && !isConversation(text);
  }

  /** Whether each surrogate has its partner. */
  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (text.codePointAt(i) < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /**
   * Whether there is a word that is too long; from its end, so that most characters are skipped.
   */
  private static boolean holdsData(String text) {
    int end = LONGEST_WORD;
    while (end < text.length()) {
      int at = end;
      while (at >= end - LONGEST_WORD && isOfData(text.charAt(at))) {
        at--;
      }
      if (at < end - LONGEST_WORD) {
        return true;
      }
      end = at + 1 + LONGEST_WORD;
    }
    return false;
  }

  private static boolean isOfData(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "+/=_-%".indexOf(c) >= 0;
  }

  private static boolean holdsMark(String text) {
    for (String mark : MARKS) {
      if (text.contains(mark)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isListing(String text) {
    return text.contains(FENCE)
        && text.chars().filter(c -> c == '\n').count() > MOST_LINES_WITH_CODE;
  }

  /** Whether a line begins as one of a speaker does. */
  private static boolean isConversation(String text) {
    int line = 0;
    while (line >= 0) {
      if (beginsWithSpeaker(text, line)) {
        return true;
      }
      line = text.indexOf('\n', line) + 1;
      line = line == 0 ? -1 : line;
    }
    return false;
  }

  private static boolean beginsWithSpeaker(String text, int line) {
    int at = line;
    while (at < text.length() && BEFORE_SPEAKERS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    for (String speaker : SPEAKERS) {
      int end = at + speaker.length();
      if (text.regionMatches(true, at, speaker, 0, speaker.length())
          && end < text.length()
          && ":]*".indexOf(text.charAt(end)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
