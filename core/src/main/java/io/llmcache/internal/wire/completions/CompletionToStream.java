package io.llmcache.internal.wire.completions;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.ChunkMembers;
import io.llmcache.internal.wire.ChunkStream;
import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.StreamWriter;
import io.llmcache.internal.wire.TextPieces;
import io.llmcache.internal.wire.UnsayableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a whole reply as the stream of chunks that the same answer is. */
final class CompletionToStream {

  private CompletionToStream() {}

  /**
   * The stream, choice by choice.
   *
   * @throws UnsayableException if the reply holds what no chunk has, or lacks the usage that the
   *     stream has to show
   */
  static byte[] stream(Map<String, @Nullable Object> whole, boolean usageAsked)
      throws UnsayableException {
    List<Map<String, @Nullable Object>> choices = ChunkMembers.choices(whole);
    boolean known = CompletionToUnary.OBJECT.equals(JsonTree.text(whole.get("object")));
    if (!known || choices.isEmpty()) {
      throw new UnsayableException("not a completion");
    }
    StreamWriter out = new StreamWriter(Framing.SSE);
    Map<String, @Nullable Object> frame = ChunkStream.frame(whole);
    Map<String, @Nullable Object> inFirst = ChunkStream.onlyOnce(whole);
    Set<Integer> indexes = new HashSet<>();
    for (int i = 0; i < choices.size(); i++) {
      int index = ChunkMembers.index(choices.get(i), i);
      if (!indexes.add(index)) {
        throw new UnsayableException("two choices of one index");
      }
      for (Map<String, @Nullable Object> piece : pieces(choices.get(i), index)) {
        Map<String, @Nullable Object> chunk = Json.copy(frame);
        chunk.put("choices", List.of(piece));
        if (usageAsked) {
          chunk.put("usage", null);
        }
        chunk.putAll(inFirst);
        out.event(chunk);
        inFirst = Map.of();
      }
    }
    if (usageAsked) {
      out.event(ChunkStream.usageChunk(frame, whole.get("usage")));
    }
    return out.mark().toByteArray();
  }

  /** Text in pieces, then the reason. Probabilities stay beside the text of their tokens. */
  private static List<Map<String, @Nullable Object>> pieces(
      Map<String, @Nullable Object> choice, int index) throws UnsayableException {
    if (ChunkMembers.text(choice.get("finish_reason")).isEmpty()
        || choice.get("message") != null
        || choice.get("delta") != null) {
      throw new UnsayableException("not a whole choice");
    }
    String text = ChunkMembers.text(choice.get("text"));
    boolean uncut = choice.get("logprobs") != null;
    List<Map<String, @Nullable Object>> pieces = new ArrayList<>();
    for (String part : uncut ? List.of(text) : TextPieces.of(text)) {
      Map<String, @Nullable Object> piece = Json.of("text", part, "index", Json.number(index));
      if (choice.containsKey("logprobs")) {
        piece.put("logprobs", choice.get("logprobs"));
      }
      piece.put("finish_reason", null);
      pieces.add(piece);
    }
    Map<String, @Nullable Object> last = Json.copy(choice);
    last.put("text", "");
    last.put("index", Json.number(index));
    if (choice.containsKey("logprobs")) {
      last.put("logprobs", null);
    }
    pieces.add(last);
    return pieces;
  }
}
