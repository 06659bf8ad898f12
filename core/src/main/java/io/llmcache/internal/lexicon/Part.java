package io.llmcache.internal.lexicon;

/** A part of speech, in the order of the lexicon's file. */
public enum Part {
  NOUN(0),
  VERB(1),
  ADJECTIVE(2),
  ADVERB(3);

  static final int COUNT = values().length;

  private final int place;

  Part(int place) {
    this.place = place;
  }

  int place() {
    return place;
  }

  int bit() {
    return 1 << place;
  }
}
