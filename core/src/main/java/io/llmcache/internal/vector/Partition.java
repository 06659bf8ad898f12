package io.llmcache.internal.vector;

import io.llmcache.spi.SemanticScope;

/**
 * The items of one scope. One thread at a time may write (the index sees to that); any number reads
 * meanwhile, without a lock: an item keeps its slot for as long as its block is used, so that a
 * reader sees every item that is there from the beginning of the search to its end.
 */
final class Partition {

  private final SemanticScope scope;
  private volatile Block block = new Block(1);
  private int count;

  Partition(SemanticScope scope) {
    this.scope = scope;
  }

  SemanticScope scope() {
    return scope;
  }

  Block block() {
    return block;
  }

  boolean isEmpty() {
    return count == 0;
  }

  void add(Item item, long[] sketch) {
    if (!block.hasRoom()) {
      block = block.copy(Math.max(4, 2 * count));
    }
    block.add(item, sketch);
    count++;
  }

  void remove(Item item) {
    block.remove(item);
    count--;
    if (count > 0 && 4 * count <= block.capacity()) {
      block = block.copy(2 * count);
    }
  }
}
