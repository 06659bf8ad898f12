package io.llmcache.internal.wire;

import io.llmcache.spi.ReplyFacts.Ending;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of an answer of one of OpenAI's APIs with chunks, whole or streamed. */
public final class ChunkAnswerText {

  /** Puts the choices of a stream together. */
  @FunctionalInterface
  public interface Choices {
    List<Map<String, @Nullable Object>> of(List<Map<String, @Nullable Object>> chunks)
        throws UnsayableException;
  }

  /** The text of a choice, or null if it has something else. */
  @FunctionalInterface
  public interface Text {
    @Nullable String of(Map<String, @Nullable Object> choice);
  }

  private ChunkAnswerText() {}

  /** Null if there is not one choice that ended well and is nothing but text. */
  public static @Nullable String of(byte[] body, Choices streamed, Text text) {
    try {
      List<Map<String, @Nullable Object>> choices =
          ChunkStream.isJson(body)
              ? ChunkMembers.choices(ChunkMembers.object(Json.object(body)))
              : streamed.of(ChunkStream.chunks(body));
      return choices.size() == 1 && endedWell(choices.get(0)) ? text.of(choices.get(0)) : null;
    } catch (UnsayableException e) {
      return null;
    }
  }

  private static boolean endedWell(Map<String, @Nullable Object> choice) {
    Ending ending = FinishReason.ending(Json.text(choice, "finish_reason"));
    return ending == Ending.NATURAL || ending == Ending.LENGTH;
  }
}
