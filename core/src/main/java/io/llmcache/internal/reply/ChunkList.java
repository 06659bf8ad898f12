package io.llmcache.internal.reply;

import java.util.Arrays;
import java.util.Objects;

/** A queue of chunks with access by position from its head; positions shift when the head goes. */
final class ChunkList {

  private byte[][] slots = new byte[16][];
  private int head;
  private int size;

  int size() {
    return size;
  }

  byte[] get(int position) {
    return slots[head + Objects.checkIndex(position, size)];
  }

  void add(byte[] chunk) {
    if (head + size == slots.length) {
      makeRoom();
    }
    slots[head + size++] = chunk;
  }

  byte[] removeFirst() {
    byte[] first = get(0);
    Arrays.fill(slots, head, head + 1, null);
    head++;
    size--;
    return first;
  }

  void clear() {
    slots = new byte[16][];
    head = 0;
    size = 0;
  }

  /** All chunks in one array of that length. */
  byte[] joined(int length) {
    byte[] all = new byte[length];
    int at = 0;
    for (int i = head; i < head + size; i++) {
      System.arraycopy(slots[i], 0, all, at, slots[i].length);
      at += slots[i].length;
    }
    return all;
  }

  private void makeRoom() {
    int capacity = size > slots.length / 2 ? slots.length * 2 : slots.length;
    byte[][] moved = new byte[capacity][];
    System.arraycopy(slots, head, moved, 0, size);
    slots = moved;
    head = 0;
  }
}
