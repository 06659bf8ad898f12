package io.llmcache.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.testing.Traces.Exchange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says how a recorded chat completion ended, in another way than the tracker does: by what the
 * recording notes (status, finish reasons, features), and by trees of the whole body.
 */
public final class ChatOracle {

  private static final Map<String, Ending> REASONS =
      Map.of(
          "stop", Ending.NATURAL,
          "eos", Ending.NATURAL,
          "length", Ending.LENGTH,
          "tool_calls", Ending.TOOL_CALL,
          "function_call", Ending.TOOL_CALL,
          "content_filter", Ending.REFUSED);

  private final Exchange exchange;
  private final List<JsonNode> chunks = new ArrayList<>();
  private boolean marked;
  private boolean errorEvent;

  /** Reads the recorded reply. */
  public ChatOracle(Exchange exchange) {
    this.exchange = exchange;
    if (exchange.framing().equals("sse")) {
      readEvents(new String(exchange.responseBody(), UTF_8));
    } else if (exchange.framing().equals("json")) {
      chunks.add(JsonSpelling.tree(exchange.responseBody()));
    }
  }

  /** Whether the stream has its terminal mark. */
  public boolean marked() {
    return marked;
  }

  /** How the reply ended. */
  public Ending ending() {
    if (exchange.status() != 200 || errorEvent || hasError()) {
      return Ending.ERROR;
    }
    if (exchange.framing().equals("text")) {
      return Ending.INCOMPLETE;
    }
    List<Ending> reasons = exchange.finish().stream().map(REASONS::get).toList();
    if (reasons.isEmpty() || lacksReason()) {
      return Ending.UNKNOWN;
    }
    boolean calls = calls();
    if (reasons.contains(Ending.REFUSED) || exchange.features().contains("refusal") && refused()) {
      return Ending.REFUSED;
    }
    if (!calls && choices().values().stream().anyMatch(choice -> !hasText(choice))) {
      return Ending.EMPTY;
    }
    if (reasons.contains(Ending.LENGTH)) {
      return Ending.LENGTH;
    }
    return calls || reasons.contains(Ending.TOOL_CALL) ? Ending.TOOL_CALL : Ending.NATURAL;
  }

  /** Snowflake's reasons are empty; a proxy ends only the first of two streamed choices. */
  private boolean lacksReason() {
    Set<Integer> lacking = new HashSet<>(choices().keySet());
    for (JsonNode chunk : chunks) {
      for (JsonNode choice : chunk.path("choices")) {
        if (choice.hasNonNull("finish_reason")
            && !choice.path("finish_reason").asText().isEmpty()) {
          lacking.remove(choice.path("index").asInt(0));
        }
      }
    }
    return !lacking.isEmpty();
  }

  private boolean hasError() {
    return chunks.stream().anyMatch(chunk -> chunk.hasNonNull("error"));
  }

  private boolean refused() {
    return choices().values().stream()
        .flatMap(List::stream)
        .anyMatch(message -> !message.path("refusal").asText("").isEmpty());
  }

  /** The feature tool-call is no proof: it is also noted where the list of calls is empty. */
  private boolean calls() {
    return choices().values().stream()
        .flatMap(List::stream)
        .anyMatch(
            message ->
                !message.path("tool_calls").isEmpty() || message.path("function_call").isObject());
  }

  private static boolean hasText(List<JsonNode> messages) {
    return messages.stream().map(message -> message.path("content")).anyMatch(ChatOracle::isText);
  }

  private static boolean isText(JsonNode content) {
    if (!content.isArray()) {
      return !content.asText("").isEmpty() && !content.isNull();
    }
    for (JsonNode part : content) {
      if (part.path("type").asText().equals("text") && !part.path("text").asText().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Messages or deltas by the index of their choice. */
  private Map<Integer, List<JsonNode>> choices() {
    Map<Integer, List<JsonNode>> choices = new TreeMap<>();
    for (JsonNode chunk : chunks) {
      for (JsonNode choice : chunk.path("choices")) {
        List<JsonNode> messages =
            choices.computeIfAbsent(choice.path("index").asInt(0), any -> new ArrayList<>());
        messages.add(choice.path("message"));
        messages.add(choice.path("delta"));
      }
    }
    return choices;
  }

  private void readEvents(String text) {
    for (String event : text.split("(\r\n|\n|\r){2}")) {
      StringBuilder data = new StringBuilder();
      for (String line : event.split("\r\n|\n|\r")) {
        errorEvent |= Set.of("event: error", "event:error").contains(line);
        if (line.startsWith("data:")) {
          data.append(line.substring("data:".length()));
        }
      }
      if (data.toString().strip().equals("[DONE]")) {
        marked = true;
      } else if (!data.isEmpty()) {
        chunks.add(JsonSpelling.tree(data.toString().getBytes(UTF_8)));
      }
    }
  }
}
