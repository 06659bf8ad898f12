package io.llmcache.internal.wire.chat;

import io.llmcache.internal.wire.ChunkMembers;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.TextPieces;
import io.llmcache.internal.wire.UnsayableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one choice into pieces: an opening with all that a client need not see grow, then texts and
 * calls, at last the reason.
 */
final class ChoiceToStream {

  /** What the pieces have in their own ways. */
  private static final Set<String> NOT_IN_LAST = Set.of("index", "message", "delta", "logprobs");

  /** In the order in which models say them. */
  private static final List<String> TEXTS =
      List.of("reasoning_content", "reasoning", "content", "refusal");

  private final Map<String, @Nullable Object> message;
  private final Map<String, @Nullable Object> opening = new LinkedHashMap<>();
  private final List<Map<String, @Nullable Object>> deltas = new ArrayList<>();
  private final boolean textsWhole;
  private final boolean reasoningWhole;

  private ChoiceToStream(Map<String, @Nullable Object> message, boolean textsWhole) {
    this.message = message;
    this.textsWhole = textsWhole;
    // clients read the details in place of the text where both are in a delta
    this.reasoningWhole = textsWhole || !ChunkMembers.isEmpty(message.get("reasoning_details"));
  }

  /** The choice as chunks have it, in order. */
  static List<Map<String, @Nullable Object>> pieces(Map<String, @Nullable Object> choice, int index)
      throws UnsayableException {
    ChunkMembers.text(choice.get("finish_reason"));
    if (ChunkMembers.isEmpty(choice.get("finish_reason")) || choice.get("delta") != null) {
      throw new UnsayableException("not a whole choice");
    }
    // probabilities of tokens stay beside the text of these tokens
    boolean withText = choice.get("logprobs") != null;
    ChoiceToStream stream =
        new ChoiceToStream(ChunkMembers.object(choice.get("message")), withText);
    List<Map<String, @Nullable Object>> pieces = new ArrayList<>();
    for (Map<String, @Nullable Object> delta : stream.deltas()) {
      Map<String, @Nullable Object> piece = Json.of("index", Json.number(index), "delta", delta);
      if (choice.containsKey("logprobs")) {
        piece.put("logprobs", pieces.isEmpty() ? choice.get("logprobs") : null);
      }
      piece.put("finish_reason", null);
      pieces.add(piece);
    }
    Map<String, @Nullable Object> last = pieces.get(pieces.size() - 1);
    for (Map.Entry<String, @Nullable Object> member : choice.entrySet()) {
      if (!NOT_IN_LAST.contains(member.getKey())) {
        last.put(member.getKey(), member.getValue());
      }
    }
    return pieces;
  }

  /** The first one opens, the last one is empty. */
  private List<Map<String, @Nullable Object>> deltas() throws UnsayableException {
    ChunkMembers.text(message.get("role"));
    deltas.add(opening);
    for (Map.Entry<String, @Nullable Object> member : message.entrySet()) {
      open(member.getKey(), member.getValue());
    }
    for (String name : TEXTS) {
      if (message.get(name) instanceof List<?>) {
        parts();
      } else if (message.get(name) != null && !isWhole(name)) {
        TextPieces.of(ChunkMembers.text(message.get(name)))
            .forEach(piece -> deltas.add(Json.of(name, piece)));
      }
    }
    if (message.get("function_call") != null) {
      CallsToStream.functionCall(message.get("function_call"), deltas);
    }
    CallsToStream.toolCalls(message.get("tool_calls"), deltas);
    deltas.add(Json.of());
    return deltas;
  }

  private void open(String name, @Nullable Object value) throws UnsayableException {
    switch (name) {
      case "role" -> opening.put(name, value);
      case "content" -> opening.put(name, value instanceof List ? "" : text(name, value));
      case "refusal", "reasoning", "reasoning_content" -> opening.put(name, text(name, value));
      case "annotations", "reasoning_details" -> {
        ChunkMembers.objects(value);
        opening.put(name, value);
      }
      default -> {
        boolean call = name.equals("tool_calls") || name.equals("function_call");
        if (ChunkMembers.isEmpty(value)) {
          opening.put(name, value);
        } else if (!call) {
          throw new UnsayableException("unknown in a message");
        }
      }
    }
  }

  private @Nullable Object text(String name, @Nullable Object value) throws UnsayableException {
    if (value == null) {
      return null;
    }
    String text = ChunkMembers.text(value);
    return isWhole(name) ? text : "";
  }

  private boolean isWhole(String name) {
    return name.startsWith("reasoning") ? reasoningWhole : textsWhole;
  }

  /** Each part in a delta; two texts in a row could not be told from one. */
  private void parts() throws UnsayableException {
    List<Map<String, @Nullable Object>> parts = ChunkMembers.objects(message.get("content"));
    String before = "";
    for (Map<String, @Nullable Object> part : parts) {
      String type = ChunkMembers.text(part.get("type"));
      if (!ContentToUnary.TYPES.contains(type) || type.equals(before)) {
        throw new UnsayableException("parts that cannot be told apart");
      }
      deltas.add(Json.of("content", List.of(part)));
      before = type;
    }
    if (parts.isEmpty()) {
      throw new UnsayableException("no parts");
    }
  }
}
