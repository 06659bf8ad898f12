package io.llmcache.internal.guard;

import java.util.function.Function;

/**
 * What a guard reads from a text alone, such as its numbers, and compares with what it reads from
 * another. Each is made once per text, and shared: nobody changes it. Immutable.
 */
final class Reading<T> {

  private final Function<Wording, T> reader;

  /**
   * @param reader pure; what it returns can be used by several threads
   */
  Reading(Function<Wording, T> reader) {
    this.reader = reader;
  }

  T of(Sentence sentence) {
    return sentence.wording().read(this);
  }

  T make(Wording wording) {
    return reader.apply(wording);
  }
}
