package io.llmcache.internal.wire.chat;

import io.llmcache.internal.wire.ChunkMembers;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.TextPieces;
import io.llmcache.internal.wire.UnsayableException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Cuts calls into pieces: first the call with empty arguments, then the arguments. */
final class CallsToStream {

  private CallsToStream() {}

  /** The older way to call, of one function. */
  static void functionCall(@Nullable Object call, List<Map<String, @Nullable Object>> deltas)
      throws UnsayableException {
    for (Map<String, @Nullable Object> piece : pieces(ChunkMembers.object(call), "arguments")) {
      deltas.add(Json.of("function_call", piece));
    }
  }

  static void toolCalls(@Nullable Object value, List<Map<String, @Nullable Object>> deltas)
      throws UnsayableException {
    List<Map<String, @Nullable Object>> calls = ChunkMembers.objects(value);
    Set<BigDecimal> indexes = new TreeSet<>();
    for (int i = 0; i < calls.size(); i++) {
      Map<String, @Nullable Object> call = calls.get(i);
      List<Map<String, @Nullable Object>> pieces = List.of(call);
      if (!call.containsKey("index")) {
        pieces = toolCall(call, i);
      }
      // servers that number the calls of whole replies stream each in one piece
      boolean numbered =
          pieces.get(0).get("index") instanceof BigDecimal index && indexes.add(index);
      if (!numbered) {
        throw new UnsayableException("calls that cannot be told apart");
      }
      pieces.forEach(piece -> deltas.add(Json.of("tool_calls", List.of(piece))));
    }
  }

  private static List<Map<String, @Nullable Object>> toolCall(
      Map<String, @Nullable Object> call, int index) throws UnsayableException {
    String kind = call.get("custom") == null ? "function" : "custom";
    String text = kind.equals("function") ? "arguments" : "input";
    if (kind.equals("custom") && call.get("function") != null) {
      throw new UnsayableException("a call of two kinds");
    }
    List<Map<String, @Nullable Object>> pieces = new ArrayList<>();
    for (Map<String, @Nullable Object> piece : pieces(ChunkMembers.object(call.get(kind)), text)) {
      Map<String, @Nullable Object> next = Json.of("index", Json.number(index));
      if (pieces.isEmpty()) {
        next.putAll(call);
      }
      next.put(kind, piece);
      pieces.add(next);
    }
    return pieces;
  }

  /** At least two, since a call in one piece is another server's way. */
  private static List<Map<String, @Nullable Object>> pieces(
      Map<String, @Nullable Object> function, String text) throws UnsayableException {
    String whole = ChunkMembers.text(function.get(text));
    Map<String, @Nullable Object> head = Json.copy(function);
    head.put(text, "");
    List<Map<String, @Nullable Object>> pieces = new ArrayList<>();
    pieces.add(head);
    for (String piece : whole.isEmpty() ? List.of("") : TextPieces.of(whole)) {
      pieces.add(Json.of(text, piece));
    }
    return pieces;
  }
}
