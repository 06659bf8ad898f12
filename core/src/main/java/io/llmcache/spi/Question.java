package io.llmcache.spi;

/**
 * What may be answered by meaning: the one text in which the user asks. Everything else in the
 * request has to be the same.
 *
 * @param text as the user wrote it
 * @param from where the text begins in {@link RequestFacts#canonical}, in bytes
 * @param to where it ends, exclusive; the bytes outside are the scope
 */
public record Question(String text, int from, int to) {

  public Question {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("a question lies from %d to %d".formatted(from, to));
    }
  }
}
