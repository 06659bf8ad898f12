package io.llmcache.internal.wire.chat;

import io.llmcache.internal.wire.ChunkMembers;
import io.llmcache.internal.wire.FrameSum;
import io.llmcache.internal.wire.UnsayableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the chunks of a stream together to the one reply that the same answer is without stream. */
final class ChatToUnary {

  private final FrameSum frame = new FrameSum();
  private final Map<Integer, ChoiceToUnary> choices = new TreeMap<>();

  private ChatToUnary() {}

  /**
   * The whole reply.
   *
   * @throws UnsayableException if the chunks hold what no reply has, or do not say the usage
   */
  static Map<String, @Nullable Object> whole(List<Map<String, @Nullable Object>> chunks)
      throws UnsayableException {
    ChatToUnary unary = new ChatToUnary();
    for (Map<String, @Nullable Object> chunk : chunks) {
      unary.add(chunk);
    }
    return unary.whole(newerOpenAi(chunks));
  }

  /** Servers that pad their streams have a list of annotations in every whole message. */
  private static boolean newerOpenAi(List<Map<String, @Nullable Object>> chunks) {
    return chunks.stream().anyMatch(chunk -> chunk.get("obfuscation") != null);
  }

  private void add(Map<String, @Nullable Object> chunk) throws UnsayableException {
    List<Map<String, @Nullable Object>> pieces = ChunkMembers.choices(chunk);
    for (int i = 0; i < pieces.size(); i++) {
      int index = ChunkMembers.index(pieces.get(i), i);
      choices.computeIfAbsent(index, any -> new ChoiceToUnary(index)).add(pieces.get(i));
    }
    frame.add(chunk, !pieces.isEmpty());
  }

  private Map<String, @Nullable Object> whole(boolean annotated) throws UnsayableException {
    if (choices.isEmpty()) {
      throw new UnsayableException("no choices");
    }
    List<@Nullable Object> wholeChoices = new ArrayList<>(choices.size());
    for (ChoiceToUnary choice : choices.values()) {
      wholeChoices.add(choice.whole(annotated));
    }
    return frame.whole("chat.completion", wholeChoices);
  }
}
