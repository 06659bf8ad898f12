package io.llmcache.internal.wire.anthropic;

import io.llmcache.spi.ReplyFacts.Ending;

/** The words with which Anthropic says why a message ended. */
final class StopReason {

  private StopReason() {}

  /** A turn that the provider only paused is no answer yet, so it counts as unknown. */
  static Ending ending(String word) {
    return switch (word) {
      case "end_turn", "stop_sequence" -> Ending.NATURAL;
      case "tool_use" -> Ending.TOOL_CALL;
      case "max_tokens", "model_context_window_exceeded" -> Ending.LENGTH;
      case "refusal" -> Ending.REFUSED;
      default -> Ending.UNKNOWN;
    };
  }
}
