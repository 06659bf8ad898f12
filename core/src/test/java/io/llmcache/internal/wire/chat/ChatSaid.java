package io.llmcache.internal.wire.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.testing.JsonSpelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a chat completion says to whoever reads it, whatever its form: read from trees of Jackson,
 * without any code of the format.
 */
final class ChatSaid {

  private final Map<Integer, Choice> choices = new TreeMap<>();
  private String usage = "";
  private boolean usageChunk;
  private boolean usageNull;

  /** One choice, as accumulators of clients have it. */
  private static final class Choice {
    final Map<String, StringBuilder> texts = new TreeMap<>();
    final Map<String, StringBuilder> calls = new LinkedHashMap<>();
    final List<JsonNode> logprobs = new ArrayList<>();
    String finish = "";

    @Override
    public String toString() {
      return texts + " " + calls.values() + " " + logprobs + " " + finish;
    }
  }

  static ChatSaid of(byte[] body) {
    ChatSaid said = new ChatSaid();
    String text = new String(body, UTF_8).strip();
    if (text.startsWith("{")) {
      said.add(JsonSpelling.tree(text.getBytes(UTF_8)));
    } else {
      text.lines()
          .filter(line -> line.startsWith("data:") && !line.contains("[DONE]"))
          .forEach(line -> said.add(JsonSpelling.tree(line.substring(5).getBytes(UTF_8))));
    }
    return said;
  }

  /** Choices with texts, calls, probabilities and reasons. */
  String answer() {
    return choices.toString();
  }

  /** Prompt and completion tokens; empty if they are not said. */
  String usage() {
    return usage;
  }

  /** Whether a chunk without choices counts tokens. */
  boolean usageChunk() {
    return usageChunk;
  }

  /** Whether a chunk says that it counts no tokens. */
  boolean usageNull() {
    return usageNull;
  }

  private void add(JsonNode body) {
    JsonNode counted = body.path("usage");
    if (!counted.isObject()) {
      counted = body.path("x_groq").path("usage");
    }
    if (counted.isObject()) {
      usage = counted.path("prompt_tokens") + "+" + counted.path("completion_tokens");
      usageChunk |= body.path("choices").isEmpty() && body.path("usage").isObject();
    }
    usageNull |= body.path("usage").isNull();
    for (JsonNode choice : body.path("choices")) {
      Choice sum = choices.computeIfAbsent(choice.path("index").asInt(0), index -> new Choice());
      message(sum, choice.has("message") ? choice.path("message") : choice.path("delta"));
      choice.path("logprobs").path("content").forEach(sum.logprobs::add);
      String reason = choice.path("finish_reason").asText("");
      sum.finish = reason.isEmpty() || reason.equals("null") ? sum.finish : reason;
    }
  }

  private static void message(Choice sum, JsonNode message) {
    for (String name : List.of("content", "refusal", "reasoning", "reasoning_content")) {
      if (message.path(name).isTextual()) {
        text(sum, name, message.path(name).textValue());
      }
    }
    for (JsonNode part : message.path("content")) {
      text(sum, "content", part.path("text").asText(""));
      part.path("thinking").forEach(one -> text(sum, "thinking", one.path("text").asText()));
    }
    for (JsonNode detail : message.path("reasoning_details")) {
      String block = "detail " + detail.path("type").asText() + detail.path("index");
      text(sum, block, detail.path("text").asText("") + detail.path("summary").asText(""));
      text(sum, block + "+", detail.path("signature").asText("").replace("null", ""));
      text(sum, block + "=", detail.path("data").asText("").replace("null", ""));
    }
    function(sum, "function_call", message.path("function_call"));
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode index = call.path("index");
      String key = "call " + (index.isNumber() ? index.asInt() : sum.calls.size());
      text(sum.calls, key, call.path("id").asText(""));
      function(sum, key, call.path("function"));
      function(sum, key, call.path("custom"));
    }
  }

  private static void function(Choice sum, String key, JsonNode function) {
    if (function.isObject()) {
      text(sum.calls, key, function.path("name").asText(""));
      text(sum.calls, key, function.path("arguments").asText("").replace("null", ""));
      text(sum.calls, key, function.path("input").asText(""));
    }
  }

  private static void text(Choice sum, String name, String text) {
    if (!text.isEmpty()) {
      text(sum.texts, name, text);
    }
  }

  private static void text(Map<String, StringBuilder> texts, String name, String text) {
    texts.computeIfAbsent(name, any -> new StringBuilder()).append(text);
  }
}
