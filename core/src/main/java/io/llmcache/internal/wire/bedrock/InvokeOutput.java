package io.llmcache.internal.wire.bedrock;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.FinishReason;
import io.llmcache.internal.wire.Json;
import io.llmcache.spi.ReplyFacts.Ending;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the objects of a model amount to: Anthropic, Nova, Titan, Llama, Mistral, Cohere, AI21, and
 * embeddings of Titan and Cohere. What none of them says counts for nothing. For one thread.
 */
final class InvokeOutput {

  /** Where an answer, or one of several, can lie in an object. */
  private static final List<String> LISTS =
      List.of("results", "outputs", "choices", "generations", "completions");

  private static final List<String> INNER =
      List.of(
          "delta",
          "content_block",
          "message",
          "response",
          "messageStop",
          "contentBlockStart",
          "contentBlockDelta",
          "start",
          "output",
          "data");

  private static final List<String> REASONS =
      List.of("stop_reason", "stopReason", "completionReason", "finish_reason", "finishReason");

  private static final List<String> TEXTS =
      List.of("text", "completion", "generation", "outputText", "content");

  private @Nullable Ending byReason;
  private String detail = "no-reason";
  private String model = "";
  private boolean text;
  private boolean call;
  private boolean refusal;
  private boolean embedding;

  /** An answer in one piece, or the next object of a stream. */
  void add(Map<String, @Nullable Object> object) {
    embedding |=
        object.get("embedding") != null
            || object.get("embeddings") != null
            || object.get("embeddingsByType") != null;
    refusal |= Json.text(object, "amazon-bedrock-guardrailAction").equals("INTERVENED");
    look(object, 4);
  }

  private void look(Map<String, @Nullable Object> object, int depth) {
    REASONS.forEach(name -> reason(object.get(name)));
    TEXTS.forEach(name -> text |= !Json.text(object, name).isEmpty());
    call |=
        object.get("toolUse") != null
            || Json.text(object, "type").equals("tool_use")
            || !Json.objects(object, "tool_calls").isEmpty();
    if (model.isEmpty()) {
      model = Json.text(object, "model");
    }
    if (depth > 0) {
      for (String name : INNER) {
        Map<String, @Nullable Object> inner = Json.object(object, name);
        if (inner != null) {
          look(inner, depth - 1);
        }
      }
      LISTS.forEach(name -> Json.objects(object, name).forEach(one -> look(one, depth - 1)));
      Json.objects(object, "content").forEach(one -> look(one, 0));
    }
  }

  /** A word, or with AI21's older models an object that has it. */
  private void reason(@Nullable Object value) {
    Map<String, @Nullable Object> object = JsonTree.object(value);
    String word = object == null ? JsonTree.text(value) : Json.text(object, "reason");
    if (word != null && !word.isEmpty()) {
      Ending ending = StopReason.ending(word);
      byReason = byReason == null ? ending : FinishReason.worse(byReason, ending);
      detail = ending == Ending.UNKNOWN ? "unknown-reason" : word;
    }
  }

  boolean answers() {
    return text || call || embedding;
  }

  String model() {
    return model;
  }

  /** The provider's word, or what is wrong. */
  String detail() {
    return refusal ? "guardrail" : embedding ? "embedding" : detail;
  }

  Ending ending() {
    if (refusal) {
      return Ending.REFUSED;
    }
    if (embedding) {
      return Ending.NATURAL;
    }
    if (byReason == null) {
      return Ending.UNKNOWN;
    }
    if (call) {
      return FinishReason.worse(byReason, Ending.TOOL_CALL);
    }
    return text ? byReason : FinishReason.worse(byReason, Ending.EMPTY);
  }
}
