package io.llmcache.samples.provider;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One answer, with the fresh {@code id} and {@code created} that tell it from a cached one, in both
 * shapes of the Chat Completions API.
 */
record Completion(
    String id, long created, String model, int promptTokens, List<String> tokens, String finish) {

  /** Held on to, since each static call on {@code Json} looks the provider up again. */
  private static final JsonProvider JSON = JsonProvider.provider();

  static Completion of(ChatRequest asked) {
    List<String> tokens = Tokens.of(Answers.to(asked.question()));
    boolean cut = tokens.size() > asked.maxTokens();
    return new Completion(
        "chatcmpl-simulated-" + UUID.randomUUID(),
        Instant.now().getEpochSecond(),
        asked.model(),
        asked.promptTokens(),
        cut ? tokens.subList(0, asked.maxTokens()) : tokens,
        cut ? "length" : "stop");
  }

  /** The whole answer as one JSON object. */
  String unary() {
    var message =
        object()
            .add("role", "assistant")
            .add("content", String.join("", tokens))
            .addNull("refusal");
    var choice = object().add("index", 0).add("message", message).addNull("logprobs");
    return head("chat.completion")
        .add("choices", array().add(choice.add("finish_reason", finish)))
        .add("usage", usage())
        .build()
        .toString();
  }

  /**
   * The answer as server-sent events: one frame per token. The first frame also has the role, the
   * last one all that follows the text.
   */
  List<String> frames(boolean includeUsage) {
    List<String> frames = new ArrayList<>(tokens.size());
    for (String token : tokens) {
      frames.add(event(delta(object().add("content", token), JsonValue.NULL, includeUsage)));
    }
    var role = object().add("role", "assistant").add("content", "").addNull("refusal");
    frames.set(0, event(delta(role, JsonValue.NULL, includeUsage)) + frames.get(0));
    int last = frames.size() - 1;
    frames.set(last, frames.get(last) + ending(includeUsage));
    return frames;
  }

  private String ending(boolean includeUsage) {
    String end = event(delta(object(), JSON.createValue(finish), includeUsage));
    if (includeUsage) {
      end += event(head("chat.completion.chunk").add("choices", array()).add("usage", usage()));
    }
    return end + "data: [DONE]\n\n";
  }

  private JsonObjectBuilder delta(JsonObjectBuilder delta, JsonValue reason, boolean includeUsage) {
    var choice = object().add("index", 0).add("delta", delta).addNull("logprobs");
    var chunk =
        head("chat.completion.chunk")
            .add("choices", array().add(choice.add("finish_reason", reason)));
    return includeUsage ? chunk.addNull("usage") : chunk;
  }

  private JsonObjectBuilder head(String object) {
    return object()
        .add("id", id)
        .add("object", object)
        .add("created", created)
        .add("model", model)
        .add("system_fingerprint", "fp_simulated");
  }

  private JsonObjectBuilder usage() {
    return object()
        .add("prompt_tokens", promptTokens)
        .add("completion_tokens", tokens.size())
        .add("total_tokens", promptTokens + tokens.size());
  }

  private static String event(JsonObjectBuilder data) {
    return "data: " + data.build() + "\n\n";
  }

  private static JsonObjectBuilder object() {
    return JSON.createObjectBuilder();
  }

  private static JsonArrayBuilder array() {
    return JSON.createArrayBuilder();
  }
}
