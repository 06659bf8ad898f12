package io.llmcache.spi;

/**
 * What may be answered by meaning: the one text in which the user asks. Everything else in the
 * request has to be the same.
 *
 * <p>The text is a JSON string in {@link RequestFacts#canonical}, and its place is what lies
 * between the quotes of that string: the bytes there are the text in UTF-8 with JSON's escapes. The
 * quotes themselves belong to the scope, so that the bytes outside, together with any other text in
 * that place, are again one canonical request.
 *
 * @param text as the user wrote it; never blank, and no surrogate is without its partner
 * @param from where the text begins in the canonical request, in bytes: after the opening quote
 * @param to where it ends, exclusive: at the closing quote; the bytes outside are the scope
 */
public record Question(String text, int from, int to) {

  public Question {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("a question lies from %d to %d".formatted(from, to));
    }
  }
}
