package io.llmcache.internal.wire.bedrock;

import io.llmcache.spi.ReplyFacts.Ending;

/** The words with which Bedrock and the models behind it say why an answer ended. */
final class StopReason {

  private StopReason() {}

  /** Never fails: a word that nobody knows is {@link Ending#UNKNOWN}. */
  static Ending ending(String word) {
    return switch (word) {
      case "end_turn",
          "stop",
          "stop_sequence",
          "STOP_SEQUENCE",
          "COMPLETE",
          "FINISH",
          "FINISHED",
          "endoftext" ->
          Ending.NATURAL;
      case "tool_use", "tool_calls", "TOOL_CALL" -> Ending.TOOL_CALL;
      case "max_tokens",
          "MAX_TOKENS",
          "length",
          "LENGTH",
          "model_length",
          "model_context_window_exceeded" ->
          Ending.LENGTH;
      case "guardrail_intervened",
          "content_filtered",
          "CONTENT_FILTERED",
          "content_filter",
          "refusal",
          "ERROR_TOXIC" ->
          Ending.REFUSED;
      case "malformed_model_output", "malformed_tool_use", "error", "ERROR", "ERROR_LIMIT" ->
          Ending.ERROR;
      default -> Ending.UNKNOWN;
    };
  }
}
