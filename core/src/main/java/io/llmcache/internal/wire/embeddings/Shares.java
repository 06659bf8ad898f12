package io.llmcache.internal.wire.embeddings;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Divides what a reply counts for all inputs between them, and adds it up again. The sum of the
 * shares is what was divided, whatever the weights.
 */
final class Shares {

  private Shares() {}

  /**
   * The part of every number in the tree that falls to one input.
   *
   * @param before the weights of the inputs before it
   * @param weight its own
   * @param total all weights; not 0
   */
  static @Nullable Object of(@Nullable Object node, long before, long weight, long total) {
    if (node instanceof BigDecimal number) {
      return upTo(number, before + weight, total).subtract(upTo(number, before, total));
    }
    Map<String, @Nullable Object> members = JsonTree.object(node);
    if (members == null) {
      return node;
    }
    Map<String, @Nullable Object> shares = Json.copy(members);
    shares.replaceAll((name, value) -> of(value, before, weight, total));
    return shares;
  }

  private static BigDecimal upTo(BigDecimal number, long weights, long total) {
    return number
        .multiply(BigDecimal.valueOf(weights))
        .divide(BigDecimal.valueOf(total), Math.max(0, number.scale()), RoundingMode.FLOOR);
  }

  /** Adds up the numbers that both trees have in the same place; what is no number stays. */
  static @Nullable Object sum(@Nullable Object one, @Nullable Object other) {
    if (one instanceof BigDecimal number && other instanceof BigDecimal more) {
      return number.add(more);
    }
    Map<String, @Nullable Object> members = JsonTree.object(one);
    Map<String, @Nullable Object> others = JsonTree.object(other);
    if (members == null || others == null) {
      return one == null ? other : one;
    }
    Map<String, @Nullable Object> sums = Json.copy(members);
    others.forEach((name, value) -> sums.put(name, sum(sums.get(name), value)));
    return sums;
  }
}
