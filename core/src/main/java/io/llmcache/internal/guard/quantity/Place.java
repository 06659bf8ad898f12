package io.llmcache.internal.guard.quantity;

/**
 * How a quantity stands in its sentence.
 *
 * @param role what ties it to the sentence ("before", "more than"); empty for a plain mention
 * @param counted the word after it, in the singular; empty if there is none
 * @param listed only "and", "or", "vs" or a comma lies between it and the next or last quantity,
 *     which leaves their order free
 */
record Place(String role, String counted, boolean listed) {

  static final Place PLAIN = new Place("", "", false);

  Place inList() {
    return new Place(role, counted, true);
  }
}
