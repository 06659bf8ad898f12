package io.llmcache.internal.guard.quantity;

/**
 * A bare number, in digits or words.
 *
 * @param shown as a key when it carries no unit: "3.10" is not "3.1" then
 * @param article it is "one", "a" or "an", which may be no number at all
 * @param end the index of the first piece after it
 */
record Numeral(Ratio value, String shown, boolean article, int end) {

  static Numeral of(Ratio value, int end) {
    return new Numeral(value, value.toString(), false, end);
  }

  Numeral scaled(Ratio factor, int newEnd) {
    return of(value.times(factor), newEnd);
  }

  Numeral plus(Ratio more, int newEnd) {
    return of(value.plus(more), newEnd);
  }
}
