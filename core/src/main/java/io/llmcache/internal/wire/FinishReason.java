package io.llmcache.internal.wire;

import io.llmcache.spi.ReplyFacts.Ending;

/** The words with which chat servers say why a choice ended. */
public final class FinishReason {

  private FinishReason() {}

  /** Never fails: a word that nobody knows is {@link Ending#UNKNOWN}. */
  public static Ending ending(String word) {
    return switch (word) {
      case "stop", "eos", "stop_sequence", "end_turn", "STOP", "COMPLETE", "completed" ->
          Ending.NATURAL;
      case "tool_calls", "function_call", "tool_use", "TOOL_CALL" -> Ending.TOOL_CALL;
      case "length", "model_length", "max_tokens", "MAX_TOKENS" -> Ending.LENGTH;
      case "content_filter", "refusal", "SAFETY" -> Ending.REFUSED;
      case "error", "insufficient_system_resource" -> Ending.ERROR;
      default -> Ending.UNKNOWN;
    };
  }

  /** The one of two endings that forbids more. */
  public static Ending worse(Ending one, Ending other) {
    return badness(one) >= badness(other) ? one : other;
  }

  private static int badness(Ending ending) {
    return switch (ending) {
      case NATURAL -> 0;
      case TOOL_CALL -> 1;
      case LENGTH -> 2;
      case EMPTY -> 3;
      case REFUSED -> 4;
      case WITHHELD -> 5;
      case UNKNOWN -> 6;
      case INCOMPLETE -> 7;
      case ERROR -> 8;
    };
  }
}
