package io.llmcache.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.testing.Traces.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads an answer of Google's in another way than the format does: by trees of all pieces. */
public final class GeminiOracle {

  private static final Map<String, Ending> REASONS =
      Map.of(
          "STOP", Ending.NATURAL,
          "1", Ending.NATURAL,
          "MAX_TOKENS", Ending.LENGTH,
          "2", Ending.LENGTH,
          "SAFETY", Ending.REFUSED,
          "MODEL_ARMOR", Ending.REFUSED,
          "UNEXPECTED_TOOL_CALL", Ending.ERROR);

  private final List<JsonNode> pieces = new ArrayList<>();

  /** Reads a body of any form. */
  public GeminiOracle(byte[] body) {
    String text = new String(body, UTF_8);
    if (!text.stripLeading().startsWith("data:")) {
      JsonNode tree = JsonSpelling.tree(body);
      if (tree.isArray()) {
        tree.forEach(pieces::add);
      } else {
        pieces.add(tree);
      }
      return;
    }
    for (String event : text.split("\r\n\r\n|\n\n")) {
      if (!event.isBlank()) {
        pieces.add(JsonSpelling.tree(event.strip().substring("data:".length()).getBytes(UTF_8)));
      }
    }
  }

  /** How a recorded exchange ended, by the reason that was recorded with it. */
  public static Ending ending(Exchange exchange) {
    if (exchange.status() != 200) {
      return Ending.ERROR;
    }
    GeminiOracle oracle = new GeminiOracle(exchange.responseBody());
    List<String> finish = exchange.finish();
    // numbers were not recorded as reasons
    String reason =
        finish.isEmpty()
            ? oracle.lastOfCandidate("finishReason").asText()
            : finish.get(finish.size() - 1);
    if (reason.isEmpty() && oracle.last("promptFeedback").has("blockReason")) {
      return Ending.REFUSED;
    }
    Ending ending = REASONS.get(reason);
    if (ending != Ending.NATURAL && ending != Ending.LENGTH) {
      return ending == null ? Ending.UNKNOWN : ending;
    }
    boolean calls = !oracle.all("functionCall").isEmpty();
    if (!calls && oracle.text(false).isEmpty()) {
      return Ending.EMPTY;
    }
    return calls && ending == Ending.NATURAL ? Ending.TOOL_CALL : ending;
  }

  /** All that was said, or all that was thought. */
  public String text(boolean thought) {
    StringBuilder text = new StringBuilder();
    for (JsonNode part : parts()) {
      if (part.path("thought").asBoolean() == thought) {
        text.append(part.path("text").asText());
      }
    }
    return text.toString();
  }

  /** The values of all parts' members of this name. */
  public List<JsonNode> all(String name) {
    return parts().stream().filter(part -> part.has(name)).map(part -> part.get(name)).toList();
  }

  /** What the last piece that has the member says; missing where none has. */
  public JsonNode last(String name) {
    return lastOf(pieces, name);
  }

  /** Likewise of the first candidate. */
  public JsonNode lastOfCandidate(String name) {
    return lastOf(pieces.stream().map(piece -> piece.path("candidates").path(0)).toList(), name);
  }

  private static JsonNode lastOf(List<JsonNode> nodes, String name) {
    JsonNode last = JsonSpelling.tree(new byte[0]);
    for (JsonNode node : nodes) {
      last = node.has(name) ? node.get(name) : last;
    }
    return last;
  }

  private List<JsonNode> parts() {
    List<JsonNode> parts = new ArrayList<>();
    for (JsonNode piece : pieces) {
      piece.path("candidates").path(0).path("content").path("parts").forEach(parts::add);
    }
    return parts;
  }
}
