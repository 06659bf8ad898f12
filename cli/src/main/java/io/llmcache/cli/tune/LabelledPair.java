package io.llmcache.cli.tune;

/**
 * Two questions, and what a person says of them.
 *
 * @param file how the reports call it
 * @param same whether the answer to the one may be served for the other
 * @param kind the person's word for what differs; {@code same:INTENT} gives both texts that intent
 */
record LabelledPair(String file, String a, String b, boolean same, String kind) {

  private static final String SAME = "same:";

  /** What both texts ask for; empty if the kind does not say. */
  String intent() {
    return kind.startsWith(SAME) ? kind.substring(SAME.length()) : "";
  }
}
