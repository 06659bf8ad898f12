package io.llmcache.internal.vector;

import io.llmcache.spi.CacheKey;

/** What is known of one entry. The place is the partition's affair. */
final class Item {

  /** What stands for 1: the products of two unit vectors then add up to at most 2^30. */
  private static final int ONE = 1 << 15;

  private final CacheKey key;
  private final Partition partition;
  private final short[] numbers;
  private int slot = -1;

  /**
   * @param unit of unit length; not kept
   */
  Item(CacheKey key, Partition partition, float[] unit) {
    this.key = key;
    this.partition = partition;
    this.numbers = rounded(unit);
  }

  /** Padded to an even length. */
  static short[] rounded(float[] unit) {
    short[] numbers = new short[(unit.length + 1) & ~1];
    for (int i = 0; i < unit.length; i++) {
      numbers[i] = (short) Math.min(Math.round(unit[i] * ONE), Short.MAX_VALUE);
    }
    return numbers;
  }

  CacheKey key() {
    return key;
  }

  Partition partition() {
    return partition;
  }

  int slot() {
    return slot;
  }

  void setSlot(int slot) {
    this.slot = slot;
  }

  /**
   * The cosine, to about four digits.
   *
   * @param asked as {@link #rounded} gives it, of this item's length
   */
  double similarity(short[] asked) {
    return Math.max(-1, Math.min(1, (double) product(numbers, asked) / ((double) ONE * ONE)));
  }

  /** Two products a step: the compiler has one instruction for eight or more such steps. */
  private static int product(short[] one, short[] other) {
    int sum = 0;
    for (int i = 0; i < one.length; i += 2) {
      sum += one[i] * other[i] + one[i + 1] * other[i + 1];
    }
    return sum;
  }
}
