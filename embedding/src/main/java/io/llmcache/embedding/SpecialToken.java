package io.llmcache.embedding;

/** A token that stands for no text. Written in a text it is taken whole, before anything else. */
enum SpecialToken {
  PAD("[PAD]", true),
  UNKNOWN("[UNK]", true),
  START("[CLS]", true),
  END("[SEP]", true),
  MASK("[MASK]", false);

  private final String text;
  private final boolean needed;

  SpecialToken(String text, boolean needed) {
    this.text = text;
    this.needed = needed;
  }

  String text() {
    return text;
  }

  /** Whether a vocabulary without it cannot be used. */
  boolean needed() {
    return needed;
  }
}
