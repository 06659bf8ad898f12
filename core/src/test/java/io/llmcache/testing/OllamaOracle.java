package io.llmcache.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.testing.Traces.Exchange;
import java.util.ArrayList;
import java.util.List;

/** Reads an answer of Ollama's in another way than the formats do: by trees of all lines. */
public final class OllamaOracle {

  private final List<JsonNode> lines;

  /** Reads a body of any form that has a JSON object in each line. */
  public OllamaOracle(byte[] body) {
    lines =
        new String(body, UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> JsonSpelling.tree(line.getBytes(UTF_8)))
            .toList();
  }

  /** How a recorded exchange ended, by the reason that was recorded with it. */
  public static Ending ending(Exchange exchange) {
    if (exchange.status() != 200) {
      return Ending.ERROR;
    }
    OllamaOracle oracle = new OllamaOracle(exchange.responseBody());
    if (exchange.finish().contains("length")) {
      return Ending.LENGTH;
    }
    if (!oracle.calls().isEmpty()) {
      return Ending.TOOL_CALL;
    }
    return oracle.text("content").isEmpty() && oracle.text("response").isEmpty()
        ? Ending.EMPTY
        : Ending.NATURAL;
  }

  /** All that the member says, in lines and in messages. */
  public String text(String name) {
    StringBuilder text = new StringBuilder();
    for (JsonNode line : lines) {
      text.append(line.path(name).asText()).append(line.path("message").path(name).asText());
    }
    return text.toString();
  }

  /** All calls. */
  public List<JsonNode> calls() {
    List<JsonNode> calls = new ArrayList<>();
    lines.forEach(line -> line.path("message").path("tool_calls").forEach(calls::add));
    return calls;
  }

  /** What the last line says. */
  public JsonNode last(String name) {
    return lines.get(lines.size() - 1).path(name);
  }
}
