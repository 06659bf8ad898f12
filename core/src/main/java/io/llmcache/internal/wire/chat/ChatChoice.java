package io.llmcache.internal.wire.chat;

import io.llmcache.internal.wire.FinishReason;
import io.llmcache.spi.ReplyFacts.Ending;
import org.jspecify.annotations.Nullable;

/** What came of one choice: of a whole reply, of one chunk, or of all chunks so far. */
final class ChatChoice {

  /** No server says more in one word; a longer one is not kept whole. */
  private static final int LONGEST_WORD = 40;

  private int index = -1;
  private boolean text;
  private boolean toolCall;
  private boolean refusal;
  private @Nullable Ending reason;
  private String word = "";

  void index(int index) {
    this.index = index;
  }

  /** -1 where the reply does not number its choices. */
  int index() {
    return index;
  }

  void text() {
    text = true;
  }

  void toolCall() {
    toolCall = true;
  }

  void refusal() {
    refusal = true;
  }

  /** An empty word is none: some servers write it as long as the choice goes on. */
  void finish(String finishReason) {
    if (!finishReason.isEmpty()) {
      reason(FinishReason.ending(finishReason), finishReason);
    }
  }

  /** Adds what a chunk brought. A second reason counts if it is worse: a filter may come late. */
  void add(ChatChoice chunk) {
    text |= chunk.text;
    toolCall |= chunk.toolCall;
    refusal |= chunk.refusal;
    if (chunk.reason != null) {
      reason(chunk.reason, chunk.word);
    }
  }

  /** Whether some of the answer is there. */
  boolean begun() {
    return text || toolCall || refusal || finished();
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
    if (said == Ending.ERROR || said == Ending.UNKNOWN || said == Ending.REFUSED) {
      return said;
    }
    if (refusal) {
      return Ending.REFUSED;
    }
    if (!text && !toolCall) {
      return Ending.EMPTY;
    }
    return toolCall && said != Ending.LENGTH ? Ending.TOOL_CALL : said;
  }

  private void reason(Ending ending, String finishReason) {
    if (reason == null || FinishReason.worse(reason, ending) != reason) {
      reason = ending;
      word = finishReason.substring(0, Math.min(LONGEST_WORD, finishReason.length()));
    }
  }
}
