package io.llmcache.internal.wire;

import io.llmcache.internal.key.JsonTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together what the chunks of a stream say of one thing. */
public final class Merging {

  private Merging() {}

  /** Whether two trees say the same: strings by their text, numbers by their value. */
  public static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof BigDecimal number) {
      return other instanceof BigDecimal same && number.compareTo(same) == 0;
    }
    if (one instanceof Map<?, ?> members) {
      return other instanceof Map<?, ?> others
          && members.keySet().equals(others.keySet())
          && members.keySet().stream().allMatch(name -> same(members.get(name), others.get(name)));
    }
    if (one instanceof List<?> elements) {
      return other instanceof List<?> others && sameElements(elements, others);
    }
    return JsonTree.isText(one)
        ? JsonTree.isText(other) && String.valueOf(one).equals(String.valueOf(other))
        : one == null ? other == null : one.equals(other);
  }

  /**
   * What both say: null says nothing, and objects are put together member by member.
   *
   * @throws UnsayableException if they contradict each other
   */
  public static @Nullable Object either(@Nullable Object one, @Nullable Object other)
      throws UnsayableException {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    Map<String, @Nullable Object> members = JsonTree.object(one);
    Map<String, @Nullable Object> others = JsonTree.object(other);
    if (members == null || others == null) {
      if (!same(one, other)) {
        throw new UnsayableException("chunks contradict each other");
      }
      return one;
    }
    Map<String, @Nullable Object> both = new LinkedHashMap<>(members);
    for (Map.Entry<String, @Nullable Object> member : others.entrySet()) {
      both.put(member.getKey(), either(both.get(member.getKey()), member.getValue()));
    }
    return both;
  }

  /**
   * The elements of both lists; null is no list, and null if there is none.
   *
   * @throws UnsayableException if one is something else
   */
  public static @Nullable List<@Nullable Object> joined(
      @Nullable Object one, @Nullable Object other) throws UnsayableException {
    List<@Nullable Object> elements = list(one);
    List<@Nullable Object> others = list(other);
    if (elements == null || others == null) {
      return elements == null ? others : elements;
    }
    List<@Nullable Object> both = new ArrayList<>(elements);
    both.addAll(others);
    return both;
  }

  /**
   * Both objects, in which each list goes on from chunk to chunk, as probabilities of tokens do.
   *
   * @throws UnsayableException if they are others
   */
  public static @Nullable Object lists(@Nullable Object before, @Nullable Object next)
      throws UnsayableException {
    if (before == null || next == null) {
      return before == null ? next : before;
    }
    Map<String, @Nullable Object> both = Json.copy(ChunkMembers.object(before));
    for (Map.Entry<String, @Nullable Object> list : ChunkMembers.object(next).entrySet()) {
      both.put(list.getKey(), joined(both.get(list.getKey()), list.getValue()));
    }
    return both;
  }

  private static @Nullable List<@Nullable Object> list(@Nullable Object value)
      throws UnsayableException {
    List<@Nullable Object> list = JsonTree.array(value);
    if (list == null && value != null) {
      throw new UnsayableException("not a list");
    }
    return list;
  }

  private static boolean sameElements(List<?> elements, List<?> others) {
    if (elements.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < elements.size(); i++) {
      if (!same(elements.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }
}
