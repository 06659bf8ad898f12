package io.llmcache.internal.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.testing.JsonSpelling;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads a whole reply in another way than the format does: by trees, and by pieces of text. */
final class ResponsesOracle {

  private final int status;
  private final boolean stream;
  private final List<JsonNode> events = new ArrayList<>();
  private JsonNode last = MissingNode.getInstance();

  ResponsesOracle(int status, byte[] body) {
    this.status = status;
    String text = new String(body, UTF_8).strip();
    stream = !text.startsWith("{");
    if (!stream) {
      last = JsonSpelling.tree(body);
      return;
    }
    for (String block : text.split("\n\n")) {
      for (String line : block.split("\n")) {
        if (line.startsWith("data: {")) {
          events.add(JsonSpelling.tree(line.substring(6).getBytes(UTF_8)));
        }
      }
    }
    events.stream()
        .filter(event -> event.path("type").asText().matches("response.(completed|incomplete)"))
        .forEach(event -> last = event.path("response"));
  }

  Ending ending() {
    if (status != 200 || last.hasNonNull("error")) {
      return Ending.ERROR;
    }
    if (last.isMissingNode() || last.path("status").asText().equals("queued")) {
      return Ending.INCOMPLETE;
    }
    if (!last.path("status").asText().matches("completed|incomplete")) {
      return Ending.UNKNOWN;
    }
    boolean calls = !calls().isEmpty();
    if (!calls && text().isEmpty()) {
      return Ending.EMPTY;
    }
    if (last.path("status").asText().equals("incomplete")) {
      return Ending.LENGTH;
    }
    return calls ? Ending.TOOL_CALL : Ending.NATURAL;
  }

  /** The whole response object. */
  JsonNode response() {
    return last;
  }

  /** What the user reads, from the final object. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (JsonNode item : items()) {
      if (item.path("type").asText().equals("message")) {
        item.path("content").forEach(part -> text.append(part.path("text").asText("")));
      }
    }
    return text.toString();
  }

  /** What the user reads, from the pieces of a stream. */
  String joined(String deltas, String field) {
    StringBuilder text = new StringBuilder();
    events.stream()
        .filter(event -> event.path("type").asText().equals(deltas))
        .forEach(event -> text.append(event.path(field).asText()));
    return text.toString();
  }

  List<String> types() {
    return events.stream().map(event -> event.path("type").asText()).toList();
  }

  List<JsonNode> events() {
    return events;
  }

  /** Names and arguments of the calls that the client has to make. */
  List<String> calls() {
    List<String> calls = new ArrayList<>();
    for (JsonNode item : items()) {
      switch (item.path("type").asText()) {
        case "function_call", "custom_tool_call" ->
            calls.add(
                item.path("call_id").asText()
                    + item.path("name").asText()
                    + item.path("arguments").asText()
                    + item.path("input").asText());
        case "tool_search_call" -> {
          if (item.path("execution").asText().equals("client")) {
            calls.add(item.path("call_id").asText());
          }
        }
        default -> {}
      }
    }
    return calls;
  }

  /** The items of the last event, or where it has none, those that came one by one. */
  List<JsonNode> items() {
    List<JsonNode> items = new ArrayList<>();
    last.path("output").forEach(items::add);
    if (items.isEmpty() && stream) {
      TreeMap<Integer, JsonNode> done = new TreeMap<>();
      events.stream()
          .filter(event -> event.path("type").asText().equals("response.output_item.done"))
          .forEach(event -> done.put(event.path("output_index").asInt(), event.path("item")));
      items.addAll(done.values());
    }
    return items;
  }
}
