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
    ChatToUnary unary = read(chunks);
    return unary.frame.whole("chat.completion", unary.wholeChoices(newerOpenAi(chunks)));
  }

  /**
   * The choices of the whole reply, whether or not the chunks say the usage.
   *
   * @throws UnsayableException if the chunks hold what no reply has
   */
  static List<Map<String, @Nullable Object>> choices(List<Map<String, @Nullable Object>> chunks)
      throws UnsayableException {
    return read(chunks).wholeChoices(false);
  }

  private static ChatToUnary read(List<Map<String, @Nullable Object>> chunks)
      throws UnsayableException {
    ChatToUnary unary = new ChatToUnary();
    for (Map<String, @Nullable Object> chunk : chunks) {
      unary.add(chunk);
    }
    return unary;
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

  private List<Map<String, @Nullable Object>> wholeChoices(boolean annotated)
      throws UnsayableException {
    if (choices.isEmpty()) {
      throw new UnsayableException("no choices");
    }
    List<Map<String, @Nullable Object>> wholeChoices = new ArrayList<>(choices.size());
    for (ChoiceToUnary choice : choices.values()) {
      wholeChoices.add(choice.whole(annotated));
    }
    return wholeChoices;
  }
}
