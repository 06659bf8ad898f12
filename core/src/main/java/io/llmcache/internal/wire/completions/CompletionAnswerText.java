package io.llmcache.internal.wire.completions;

import io.llmcache.internal.wire.ChunkAnswerText;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.PlainText;
import org.jspecify.annotations.Nullable;

/** The text of a completion, as far as the path answers with completions. */
final class CompletionAnswerText {

  private CompletionAnswerText() {}

  /** Null if the answer is not one choice of text. */
  static @Nullable String of(byte[] body) {
    return ChunkAnswerText.of(
        body, CompletionToUnary::choices, choice -> PlainText.said(Json.text(choice, "text")));
  }
}
