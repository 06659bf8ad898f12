package io.llmcache.internal.vector;

import io.llmcache.spi.SemanticIndex.Neighbour;
import java.util.ArrayList;
import java.util.List;

/**
 * One search in one block: the slots whose sketches differ least come first, and the search ends
 * where nothing better can follow. Exact from {@link #SURE} on, but for a few in a million; below
 * it may leave out what is nearer than what it found.
 */
final class Search {

  /**
   * Similarity from which on nothing may be missed. Below it no model calls two questions alike.
   */
  private static final double SURE = 0.7;

  /** So many are looked at in any case. */
  private static final int LEAST = 64;

  private final Block block;
  private final short[] asked;
  private final int most;
  private final List<Neighbour> best = new ArrayList<>();

  Search(Block block, short[] asked, int most) {
    this.block = block;
    this.asked = asked;
    this.most = most;
  }

  /** The most similar first. */
  List<Neighbour> run(long[] sketch) {
    short[] distances = block.distances(sketch);
    int[] upTo = upTo(distances);
    int[] order = order(distances, upTo, Sketcher.reach(SURE));
    int seen = 0;
    for (int distance = 0; seen < order.length && !isEnough(distance, seen); distance++) {
      for (; seen < Math.min(upTo[distance], order.length); seen++) {
        look(order[seen]);
      }
    }
    return best;
  }

  /** How many slots differ in so many signs or fewer. */
  private static int[] upTo(short[] distances) {
    int[] counts = new int[Sketcher.BITS + 1];
    for (short distance : distances) {
      counts[distance]++;
    }
    for (int i = 1; i < counts.length; i++) {
      counts[i] += counts[i - 1];
    }
    return counts;
  }

  /** The slots by their distance, as far as they may be of interest. */
  private int[] order(short[] distances, int[] upTo, int reach) {
    int last = Math.min(reach, Sketcher.BITS);
    while (upTo[last] < Math.min(least(), distances.length)) {
      last++;
    }
    int[] next = new int[last + 1];
    System.arraycopy(upTo, 0, next, 1, last);
    int[] order = new int[upTo[last]];
    for (int slot = 0; slot < distances.length; slot++) {
      if (distances[slot] <= last) {
        order[next[distances[slot]]++] = slot;
      }
    }
    return order;
  }

  private int least() {
    return Math.max(LEAST, most);
  }

  private boolean isEnough(int distance, int seen) {
    return seen >= least()
        && best.size() == most
        && distance > Sketcher.reach(Math.max(SURE, best.get(most - 1).similarity()));
  }

  private void look(int slot) {
    Item item = block.item(slot);
    if (item == null) {
      return;
    }
    double similarity = item.similarity(asked);
    int at = best.size();
    while (at > 0 && best.get(at - 1).similarity() < similarity) {
      at--;
    }
    if (at < most) {
      best.add(at, new Neighbour(item.key(), similarity));
      if (best.size() > most) {
        best.remove(most);
      }
    }
  }
}
