package io.llmcache.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.testing.Traces.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what a message is, in another way than the format does: by trees of the whole body, and by
 * what the recording notes.
 */
public final class AnthropicOracle {

  private static final Map<String, Ending> REASONS =
      Map.of(
          "end_turn", Ending.NATURAL,
          "stop_sequence", Ending.NATURAL,
          "tool_use", Ending.TOOL_CALL,
          "max_tokens", Ending.LENGTH,
          "model_context_window_exceeded", Ending.LENGTH,
          "refusal", Ending.REFUSED);

  private final List<String> blocks = new ArrayList<>();
  private final Map<String, JsonNode> usage = new LinkedHashMap<>();
  private final Map<String, JsonNode> ends = new LinkedHashMap<>();
  private String model = "";
  private boolean error;
  private boolean stopped;
  private OpenBlock open = new OpenBlock(MissingNode.getInstance());

  /** Reads a whole body, of either shape. */
  public AnthropicOracle(byte[] body) {
    String text = new String(body, UTF_8);
    if (text.stripLeading().startsWith("{")) {
      JsonNode message = JsonSpelling.tree(body);
      error = message.has("error");
      stopped = !error;
      message(message);
      message.path("content").forEach(block -> blocks.add(said(block, "", "", "", List.of())));
      end(message);
    } else {
      readEvents(text);
    }
  }

  /** What each block says: its deltas joined, inputs as trees. */
  public List<String> blocks() {
    return blocks;
  }

  /** Stop reason and what else is known at the end only, but for what is null. */
  public Map<String, JsonNode> ends() {
    return ends;
  }

  /** All fields of the usage that are not null. */
  public Map<String, JsonNode> usage() {
    return usage;
  }

  /** As the message names it. */
  public String model() {
    return model;
  }

  /** How the recorded reply ended. */
  public Ending ending(Exchange exchange) {
    if (exchange.status() != 200 || error) {
      return Ending.ERROR;
    }
    if (!stopped) {
      return Ending.INCOMPLETE;
    }
    Ending ending = REASONS.getOrDefault(String.join("+", exchange.finish()), Ending.UNKNOWN);
    boolean calls = blocks.stream().anyMatch(block -> block.startsWith("tool_use "));
    boolean speaks = blocks.stream().anyMatch(block -> block.matches("(?s)text .+\\[.*"));
    if (ending == Ending.NATURAL && calls) {
      return Ending.TOOL_CALL;
    }
    return calls || speaks ? ending : Ending.EMPTY;
  }

  private void message(JsonNode message) {
    model = message.path("model").asText();
    usage(message.path("usage"));
  }

  private void usage(JsonNode counts) {
    counts.properties().stream()
        .filter(count -> !count.getValue().isNull())
        .forEach(count -> usage.put(count.getKey(), count.getValue()));
  }

  private void end(JsonNode holder) {
    for (String field :
        List.of(
            "stop_reason", "stop_sequence", "stop_details", "container", "context_management")) {
      if (holder.hasNonNull(field)) {
        ends.put(field, holder.path(field));
      }
    }
  }

  private void readEvents(String text) {
    for (String line : text.split("\r\n|\n|\r")) {
      if (line.startsWith("data:")) {
        event(JsonSpelling.tree(line.substring("data:".length()).getBytes(UTF_8)));
      }
    }
  }

  private void event(JsonNode event) {
    switch (event.path("type").asText()) {
      case "message_start" -> message(event.path("message"));
      case "content_block_start" -> open = new OpenBlock(event.path("content_block"));
      case "content_block_delta" -> open.add(event.path("delta"));
      case "content_block_stop" ->
          blocks.add(
              said(
                  open.start,
                  open.joined.toString(),
                  open.signature,
                  open.input.toString(),
                  open.citations));
      case "message_delta" -> {
        end(event.path("delta"));
        end(event);
        usage(event.path("usage"));
      }
      case "message_stop" -> stopped = true;
      case "error" -> error = true;
      default -> {}
    }
  }

  /** A block whose deltas are still coming. */
  private static final class OpenBlock {

    private final JsonNode start;
    private final StringBuilder joined = new StringBuilder();
    private final StringBuilder input = new StringBuilder();
    private final List<JsonNode> citations = new ArrayList<>();
    private String signature = "";

    OpenBlock(JsonNode start) {
      this.start = start;
    }

    void add(JsonNode delta) {
      joined.append(delta.path("text").asText()).append(delta.path("thinking").asText());
      input.append(delta.path("partial_json").asText());
      signature += delta.path("signature").asText();
      if (delta.has("citation")) {
        citations.add(delta.path("citation"));
      }
    }
  }

  private static String said(
      JsonNode block, String joined, String signature, String input, List<JsonNode> citations) {
    String type = block.path("type").asText();
    List<JsonNode> cited = new ArrayList<>();
    block.path("citations").forEach(cited::add);
    cited.addAll(citations);
    return switch (type) {
      case "text" -> "text " + block.path("text").asText() + joined + cited;
      case "thinking" ->
          "thinking "
              + block.path("thinking").asText()
              + joined
              + "|"
              + block.path("signature").asText()
              + signature;
      case "tool_use", "server_tool_use", "mcp_tool_use" -> {
        JsonNode whole =
            input.isBlank() ? block.path("input") : JsonSpelling.tree(input.getBytes(UTF_8));
        yield type + " " + block.path("id") + block.path("name") + whole;
      }
      default -> type + " " + block;
    };
  }
}
