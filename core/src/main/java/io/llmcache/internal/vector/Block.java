package io.llmcache.internal.vector;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Slots for items, with their sketches side by side, since a search reads all of these. A slot that
 * is written while it is read may look like anything for a moment: then its item only just came.
 */
final class Block {

  private final AtomicReferenceArray<@Nullable Item> items;
  private final long[] sketches;
  private final int[] free;
  private int freeCount;

  /** All slots below it were used; written last, so that who reads it first sees the rest. */
  private volatile int used;

  Block(int capacity) {
    this.items = new AtomicReferenceArray<>(capacity);
    this.sketches = new long[capacity * Sketcher.WORDS];
    this.free = new int[capacity];
  }

  int capacity() {
    return items.length();
  }

  boolean hasRoom() {
    return freeCount > 0 || used < capacity();
  }

  void add(Item item, long[] sketch) {
    int before = used;
    int slot = freeCount > 0 ? free[--freeCount] : before;
    System.arraycopy(sketch, 0, sketches, slot * Sketcher.WORDS, Sketcher.WORDS);
    item.setSlot(slot);
    items.set(slot, item);
    used = Math.max(before, slot + 1);
  }

  void remove(Item item) {
    items.set(item.slot(), null);
    free[freeCount++] = item.slot();
  }

  /** Another block with the same items, closed up. */
  Block copy(int capacity) {
    Block copy = new Block(capacity);
    int to = 0;
    for (int slot = 0; slot < used; slot++) {
      Item item = items.get(slot);
      if (item != null) {
        System.arraycopy(
            sketches, slot * Sketcher.WORDS, copy.sketches, to * Sketcher.WORDS, Sketcher.WORDS);
        item.setSlot(to);
        copy.items.set(to++, item);
      }
    }
    copy.used = to;
    return copy;
  }

  @Nullable Item item(int slot) {
    return items.get(slot);
  }

  /** In how many signs each slot differs from the sketch. */
  short[] distances(long[] sketch) {
    short[] distances = new short[used];
    for (int slot = 0, at = 0; slot < distances.length; slot++) {
      int differing = 0;
      for (int word = 0; word < Sketcher.WORDS; word++) {
        differing += Long.bitCount(sketches[at++] ^ sketch[word]);
      }
      distances[slot] = (short) differing;
    }
    return distances;
  }
}
