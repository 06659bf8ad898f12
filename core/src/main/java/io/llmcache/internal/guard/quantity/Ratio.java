package io.llmcache.internal.guard.quantity;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact number, in lowest terms, so that a third of three is one.
 *
 * @param under never zero or negative
 */
record Ratio(BigInteger over, BigInteger under) {

  static final Ratio ONE = of(1);

  static Ratio of(long whole) {
    return new Ratio(BigInteger.valueOf(whole), BigInteger.ONE);
  }

  static Ratio of(long over, long under) {
    return reduced(BigInteger.valueOf(over), BigInteger.valueOf(under));
  }

  /** Of digits with at most one dot. */
  static Ratio of(String decimal) {
    BigDecimal value = new BigDecimal(decimal);
    return reduced(value.unscaledValue(), BigInteger.ONE)
        .times(reduced(BigInteger.ONE, BigInteger.TEN.pow(Math.max(0, value.scale()))));
  }

  private static Ratio reduced(BigInteger over, BigInteger under) {
    BigInteger common = over.gcd(under).max(BigInteger.ONE);
    return new Ratio(over.divide(common), under.divide(common));
  }

  Ratio times(Ratio other) {
    return reduced(over.multiply(other.over), under.multiply(other.under));
  }

  Ratio plus(Ratio other) {
    return reduced(
        over.multiply(other.under).add(other.over.multiply(under)), under.multiply(other.under));
  }

  Ratio negated() {
    return new Ratio(over.negate(), under);
  }

  boolean lessThan(long whole) {
    return over.compareTo(under.multiply(BigInteger.valueOf(whole))) < 0;
  }

  boolean isWhole() {
    return under.equals(BigInteger.ONE);
  }

  @Override
  public String toString() {
    return isWhole() ? over.toString() : over + "/" + under;
  }
}
