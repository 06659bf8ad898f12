package io.llmcache.internal.wire.completions;

import io.llmcache.internal.wire.ChunkMembers;
import io.llmcache.internal.wire.FrameSum;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Merging;
import io.llmcache.internal.wire.TextSum;
import io.llmcache.internal.wire.UnsayableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the chunks of a stream together to the one reply that the same answer is without stream. */
final class CompletionToUnary {

  /** Chunks and whole replies call themselves the same. */
  static final String OBJECT = "text_completion";

  private CompletionToUnary() {}

  /**
   * The whole reply.
   *
   * @throws UnsayableException if the chunks hold what no reply has, or do not say the usage
   */
  static Map<String, @Nullable Object> whole(List<Map<String, @Nullable Object>> chunks)
      throws UnsayableException {
    FrameSum frame = new FrameSum();
    for (Map<String, @Nullable Object> chunk : chunks) {
      frame.add(chunk, !ChunkMembers.choices(chunk).isEmpty());
    }
    return frame.whole(OBJECT, choices(chunks));
  }

  /**
   * The choices of the whole reply, whether or not the chunks say the usage.
   *
   * @throws UnsayableException if the chunks hold what no reply has
   */
  static List<Map<String, @Nullable Object>> choices(List<Map<String, @Nullable Object>> chunks)
      throws UnsayableException {
    Map<Integer, Choice> choices = new TreeMap<>();
    for (Map<String, @Nullable Object> chunk : chunks) {
      List<Map<String, @Nullable Object>> pieces = ChunkMembers.choices(chunk);
      for (int i = 0; i < pieces.size(); i++) {
        int index = ChunkMembers.index(pieces.get(i), i);
        choices.computeIfAbsent(index, any -> new Choice(index)).add(pieces.get(i));
      }
    }
    if (choices.isEmpty()) {
      throw new UnsayableException("no choices");
    }
    List<Map<String, @Nullable Object>> wholeChoices = new ArrayList<>(choices.size());
    for (Choice choice : choices.values()) {
      wholeChoices.add(choice.whole());
    }
    return wholeChoices;
  }

  /** One choice. */
  private static final class Choice {

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();
    private final TextSum text = new TextSum();

    Choice(int index) {
      members.put("text", null);
      members.put("index", Json.number(index));
    }

    void add(Map<String, @Nullable Object> piece) throws UnsayableException {
      for (Map.Entry<String, @Nullable Object> member : piece.entrySet()) {
        String name = member.getKey();
        Object value = member.getValue();
        switch (name) {
          case "index" -> {}
          case "text" -> text.add(value);
          case "logprobs" -> members.put(name, Merging.lists(members.get(name), value));
          case "delta", "message" -> throw new UnsayableException("a piece of a chat");
          case "finish_reason" -> {
            if (!ChunkMembers.isEmpty(value)) {
              members.put(name, Merging.either(members.get(name), value));
            }
          }
          default -> members.put(name, Merging.either(members.get(name), value));
        }
      }
    }

    Map<String, @Nullable Object> whole() throws UnsayableException {
      members.put("text", ChunkMembers.text(text.text()));
      ChunkMembers.text(members.get("finish_reason"));
      return members;
    }
  }
}
