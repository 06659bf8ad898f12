package io.llmcache.internal.wire.completions;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.FinishReason;
import io.llmcache.internal.wire.Json;
import io.llmcache.spi.ReplyFacts.Ending;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of one choice so far. */
final class CompletionChoice {

  /** No server says more in one word; a longer one is not kept whole. */
  private static final int LONGEST_WORD = 40;

  private boolean text;
  private @Nullable Ending reason;
  private String word = "";

  /** Mistral's fill-in-the-middle has its text where chats have theirs. */
  void add(Map<String, @Nullable Object> piece) {
    text |=
        !Json.text(piece, "text").isEmpty()
            || !Json.text(Json.object(piece, "message"), "content").isEmpty()
            || !Json.text(Json.object(piece, "delta"), "content").isEmpty();
    Object finish = piece.get("finish_reason");
    if (finish != null) {
      String said = JsonTree.isText(finish) ? String.valueOf(finish) : "of-wrong-type";
      finish(said);
    }
    Map<String, @Nullable Object> filters = Json.object(piece, "content_filter_results");
    if (filters != null && filters.values().stream().anyMatch(CompletionChoice::isFiltered)) {
      finish("content_filter");
    }
  }

  private static boolean isFiltered(@Nullable Object filter) {
    Map<String, @Nullable Object> result = JsonTree.object(filter);
    return result != null && Boolean.TRUE.equals(result.get("filtered"));
  }

  /** An empty word is none; a second one counts if it is worse. */
  private void finish(String said) {
    Ending ending = FinishReason.ending(said);
    if (!said.isEmpty() && (reason == null || FinishReason.worse(reason, ending) != reason)) {
      reason = ending;
      word = said.substring(0, Math.min(LONGEST_WORD, said.length()));
    }
  }

  /** Whether some of the answer is there. */
  boolean begun() {
    return text || finished();
  }

  boolean finished() {
    return reason != null;
  }

  /** The server's word for the ending; empty if there was none. */
  String word() {
    return word;
  }

  Ending ending() {
    Ending said = reason == null ? Ending.UNKNOWN : reason;
    boolean well = said == Ending.NATURAL || said == Ending.LENGTH || said == Ending.TOOL_CALL;
    return well && !text ? Ending.EMPTY : said;
  }
}
