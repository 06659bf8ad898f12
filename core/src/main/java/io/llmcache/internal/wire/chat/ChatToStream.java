package io.llmcache.internal.wire.chat;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.ChunkMembers;
import io.llmcache.internal.wire.ChunkStream;
import io.llmcache.internal.wire.Framing;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.StreamWriter;
import io.llmcache.internal.wire.UnsayableException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a whole reply as the stream of chunks that the same answer is. */
final class ChatToStream {

  /** Comes in a chunk of its own, after all others. */
  private static final String MODERATION = "moderation";

  private final StreamWriter out = new StreamWriter(Framing.SSE);
  private final Map<String, @Nullable Object> frame;
  private final boolean usageAsked;

  private ChatToStream(Map<String, @Nullable Object> frame, boolean usageAsked) {
    this.frame = frame;
    this.usageAsked = usageAsked;
  }

  /**
   * The stream.
   *
   * @throws UnsayableException if the reply holds what no chunk has, or lacks the usage that the
   *     stream has to show
   */
  static byte[] stream(Map<String, @Nullable Object> whole, boolean usageAsked)
      throws UnsayableException {
    List<Map<String, @Nullable Object>> choices = ChunkMembers.choices(whole);
    if (!"chat.completion".equals(JsonTree.text(whole.get("object"))) || choices.isEmpty()) {
      throw new UnsayableException("not a chat completion");
    }
    Map<String, @Nullable Object> frame = ChunkStream.frame(whole);
    frame.put("object", "chat.completion.chunk");
    Map<String, @Nullable Object> onlyOnce = ChunkStream.onlyOnce(whole);
    onlyOnce.remove(MODERATION);
    ChatToStream stream = new ChatToStream(frame, usageAsked);
    stream.choices(choices, onlyOnce);
    if (usageAsked) {
      stream.out.event(ChunkStream.usageChunk(stream.frame, whole.get("usage")));
    }
    if (whole.containsKey(MODERATION)) {
      Map<String, @Nullable Object> chunk = stream.chunk(List.of());
      chunk.put(MODERATION, whole.get(MODERATION));
      stream.out.event(chunk);
    }
    return stream.out.mark().toByteArray();
  }

  private void choices(
      List<Map<String, @Nullable Object>> choices, Map<String, @Nullable Object> onlyOnce)
      throws UnsayableException {
    Set<Integer> indexes = new HashSet<>();
    Map<String, @Nullable Object> inFirst = onlyOnce;
    for (int i = 0; i < choices.size(); i++) {
      int index = ChunkMembers.index(choices.get(i), i);
      if (!indexes.add(index)) {
        throw new UnsayableException("two choices of one index");
      }
      for (Map<String, @Nullable Object> piece : ChoiceToStream.pieces(choices.get(i), index)) {
        Map<String, @Nullable Object> chunk = chunk(List.of(piece));
        chunk.putAll(inFirst);
        out.event(chunk);
        inFirst = Map.of();
      }
    }
  }

  private Map<String, @Nullable Object> chunk(List<Map<String, @Nullable Object>> choices) {
    Map<String, @Nullable Object> chunk = Json.copy(frame);
    chunk.put("choices", choices);
    if (usageAsked) {
      chunk.put("usage", null);
    }
    return chunk;
  }
}
