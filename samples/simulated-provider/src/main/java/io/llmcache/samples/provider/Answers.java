package io.llmcache.samples.provider;

/** Composes an answer from the question: the same question always gets the same text. */
final class Answers {

  private static final int QUOTED_CHARACTERS = 200;

  private static final String[] TEMPLATES = {
    """
    This answer is simulated: no language model was asked. Your question was “%s”. \
    A real provider would think about it for a second or two and then write its answer token by \
    token, as this one does. Ask the same question again: with a cache in between, the second \
    answer is there at once, and it is the same, byte for byte.\
    """,
    """
    You asked: “%s”. The reply you are reading comes from a simulated provider, which knows \
    nothing about the subject and only keeps a real one's pace. \
    What is real is the way it travels: a request over HTTP, a stream of events on the way back, \
    and a count of tokens at the end that somebody would have to pay for.\
    """,
    """
    Here a language model would now explain “%s”. This provider is simulated, so it says \
    instead what such a call costs: more than a second of waiting for the first word, some more \
    seconds for the rest, and money for each token. \
    None of that has to be spent twice on the same question.\
    """,
  };

  private Answers() {}

  static String to(String question) {
    String asked = question.strip().replaceAll("\\s+", " ");
    return TEMPLATES[Math.floorMod(asked.hashCode(), TEMPLATES.length)].formatted(cut(asked));
  }

  private static String cut(String text) {
    if (text.codePointCount(0, text.length()) <= QUOTED_CHARACTERS) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, QUOTED_CHARACTERS)) + "…";
  }
}
