package io.llmcache.spi;

/** Tokens that the provider counted; -1 where it did not say. */
public record Usage(long promptTokens, long completionTokens) {

  /** Nothing was said. */
  public static final Usage UNKNOWN = new Usage(-1, -1);
}
