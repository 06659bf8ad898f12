package io.llmcache.samples.assistant;

/** The tokens that a provider counted for one answer; 0 where it did not say. */
record Usage(long promptTokens, long completionTokens) {

  static final Usage UNKNOWN = new Usage(0, 0);

  long total() {
    return promptTokens + completionTokens;
  }
}
