package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.ChunkMembers;
import io.llmcache.internal.wire.Merging;
import io.llmcache.internal.wire.UnsayableException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts tool calls together. Pieces of a call have its index; servers that send none have each call
 * in one piece.
 */
final class CallsToUnary {

  private final Map<BigDecimal, Call> byIndex = new TreeMap<>();
  private final List<Call> withoutIndex = new ArrayList<>();
  private @Nullable Object none;

  void add(@Nullable Object pieces) throws UnsayableException {
    List<Map<String, @Nullable Object>> objects = ChunkMembers.objects(pieces);
    if (objects.isEmpty()) {
      none = pieces == null ? none : pieces;
    }
    for (Map<String, @Nullable Object> piece : objects) {
      Call call = new Call();
      if (piece.get("index") instanceof BigDecimal index) {
        call = byIndex.computeIfAbsent(index, any -> new Call());
      } else {
        withoutIndex.add(call);
      }
      call.add(piece);
    }
  }

  @Nullable Object whole() throws UnsayableException {
    if (byIndex.isEmpty() && withoutIndex.isEmpty()) {
      return none;
    }
    if (!byIndex.isEmpty() && !withoutIndex.isEmpty()) {
      throw new UnsayableException("only some calls have an index");
    }
    List<@Nullable Object> whole = new ArrayList<>();
    for (Call call : byIndex.isEmpty() ? withoutIndex : byIndex.values()) {
      whole.add(call.whole());
    }
    return whole;
  }

  /** Notes a member that pieces may repeat, or have empty where they do not. */
  static void put(Map<String, @Nullable Object> members, String name, @Nullable Object value)
      throws UnsayableException {
    Object before = members.get(name);
    boolean repeats = before != null && "".equals(JsonTree.text(value));
    members.put(name, repeats ? before : Merging.either(before, value));
  }

  /** One call. */
  private static final class Call {

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();
    private final Map<String, FunctionToUnary> functions = new LinkedHashMap<>();
    private int pieces;

    void add(Map<String, @Nullable Object> piece) throws UnsayableException {
      pieces++;
      for (Map.Entry<String, @Nullable Object> member : piece.entrySet()) {
        String name = member.getKey();
        if (name.equals("function") || name.equals("custom")) {
          members.putIfAbsent(name, null);
          functions.computeIfAbsent(name, any -> new FunctionToUnary()).add(member.getValue());
        } else {
          put(members, name, member.getValue());
        }
      }
    }

    /** Servers that send a call in one piece have its index in whole replies too. */
    Map<String, @Nullable Object> whole() {
      if (pieces > 1) {
        members.remove("index");
      }
      functions.forEach((name, function) -> members.put(name, function.whole()));
      return members;
    }
  }
}
