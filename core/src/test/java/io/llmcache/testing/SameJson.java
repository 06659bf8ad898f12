package io.llmcache.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;

/** Compares JSON by what it means: numbers by value, members in any order. */
public final class SameJson {

  private static final Comparator<JsonNode> BY_VALUE =
      (one, other) -> {
        if (one.isNumber() && other.isNumber()) {
          return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
      };

  private SameJson() {}

  /** Whether the two trees mean the same. */
  public static boolean same(JsonNode one, JsonNode other) {
    return one.equals(BY_VALUE, other);
  }

  /** Whether the two texts mean the same. */
  public static boolean same(byte[] one, byte[] other) {
    return same(JsonSpelling.tree(one), JsonSpelling.tree(other));
  }
}
