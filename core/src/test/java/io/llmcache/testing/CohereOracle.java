package io.llmcache.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.spi.ReplyFacts.Ending;
import java.util.Map;
import java.util.TreeMap;

/** Says what a chat reply of Cohere is, in another way than the format does: by trees. */
public final class CohereOracle {

  private static final Map<String, Ending> REASONS =
      Map.of(
          "COMPLETE", Ending.NATURAL,
          "STOP_SEQUENCE", Ending.NATURAL,
          "MAX_TOKENS", Ending.LENGTH,
          "TOOL_CALL", Ending.TOOL_CALL);

  private final Map<String, String> said = new TreeMap<>();
  private String finish = "";
  private boolean marked;

  /** Reads a whole body, of either shape. */
  public CohereOracle(byte[] body) {
    String text = new String(body, UTF_8);
    if (text.stripLeading().startsWith("{")) {
      whole(JsonSpelling.tree(body));
    } else {
      text.lines()
          .filter(line -> line.startsWith("data:"))
          .map(line -> line.substring("data:".length()).strip())
          .forEach(this::event);
    }
  }

  /** What each part says, by its name and place, its pieces joined; usage and finish, too. */
  public Map<String, String> said() {
    return said;
  }

  /** How the reply with this status ended. */
  public Ending ending(int status) {
    if (status != 200 || finish.equals("ERROR") || finish.equals("TIMEOUT")) {
      return Ending.ERROR;
    }
    if (!marked) {
      return Ending.INCOMPLETE;
    }
    boolean calls = said.keySet().stream().anyMatch(name -> name.startsWith("call"));
    boolean speaks = !said.getOrDefault("content text", "").isEmpty();
    Ending ending = REASONS.getOrDefault(finish, Ending.UNKNOWN);
    return ending == Ending.UNKNOWN || calls || speaks ? ending : Ending.EMPTY;
  }

  private void whole(JsonNode reply) {
    JsonNode message = reply.path("message");
    content(message.path("content"));
    add("plan", message.path("tool_plan").asText());
    for (int i = 0; i < message.path("tool_calls").size(); i++) {
      call(i, message.path("tool_calls").path(i));
    }
    for (int i = 0; i < message.path("citations").size(); i++) {
      add("citation " + i, message.path("citations").path(i).toString());
    }
    end(reply);
    add("id", reply.path("id").asText());
    marked = true;
  }

  private void event(String data) {
    if (data.equals("[DONE]")) {
      marked = true;
      return;
    }
    JsonNode event = JsonSpelling.tree(data.getBytes(UTF_8));
    JsonNode message = event.path("delta").path("message");
    int index = event.path("index").asInt();
    if (event.has("id")) {
      add("id", event.path("id").asText());
    }
    if (message.path("content").isObject()) {
      piece(message.path("content"));
    }
    add("plan", message.path("tool_plan").asText());
    if (message.path("tool_calls").isObject()) {
      call(index, message.path("tool_calls"));
    }
    if (message.path("citations").isObject()) {
      add("citation " + index, message.path("citations").toString());
    }
    if (event.path("delta").has("finish_reason")) {
      end(event.path("delta"));
    }
  }

  private void content(JsonNode parts) {
    parts.forEach(this::piece);
  }

  private void piece(JsonNode part) {
    add("content text", part.path("text").asText());
    add("content thinking", part.path("thinking").asText());
  }

  private void call(int index, JsonNode call) {
    add("call " + index + " id", call.path("id").asText());
    add("call " + index + " name", call.path("function").path("name").asText());
    add("call " + index + " arguments", call.path("function").path("arguments").asText());
  }

  private void end(JsonNode holder) {
    finish = holder.path("finish_reason").asText();
    add("finish", finish);
    add("usage", holder.path("usage").toString());
  }

  private void add(String name, String text) {
    if (!text.isEmpty()) {
      said.merge(name, text, String::concat);
    }
  }
}
