package io.llmcache.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmcache.benchmarks.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Chat requests of about 4 KB, as the client libraries write them. */
public enum ChatBodies {

  /** A dialogue of six turns in plain English. */
  DIALOGUE("dialogue") {
    @Override
    void fill(ObjectNode body, Texts texts) {
      turns(body, texts, 6, 580);
    }
  },

  /** The same with characters beyond ASCII and line breaks in it. */
  MIXED("dialogue in several scripts") {
    @Override
    void fill(ObjectNode body, Texts texts) {
      ArrayNode messages = body.putArray("messages");
      for (int i = 0; i < 6; i++) {
        String text =
            texts.ofLength(260)
                + "\n\n– Grüße aus Zürich; naïve café, déjà vu…\n\t• 東京の天気はどうですか。\n"
                + texts.ofLength(200);
        messages.addObject().put("role", role(i)).put("content", text);
      }
    }
  },

  /** A short question with the schemas of six tools. */
  TOOLS("tool schemas") {
    @Override
    void fill(ObjectNode body, Texts texts) {
      turns(body, texts, 2, 200);
      ArrayNode tools = body.putArray("tools");
      for (int i = 0; i < 6; i++) {
        tool(tools.addObject(), i, texts);
      }
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String title;

  ChatBodies(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  abstract void fill(ObjectNode body, Texts texts);

  byte[] bytes() {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", "gpt-4.1-mini");
    body.put("temperature", 0.2);
    body.put("max_tokens", 800);
    fill(body, new Texts(7));
    body.put("stream", true);
    try {
      return JSON.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] question(String model, String text) {
    ObjectNode body = JSON.createObjectNode().put("model", model);
    body.putArray("messages").addObject().put("role", "user").put("content", text);
    return body.toString().getBytes(UTF_8);
  }

  static byte[] streamed(String model, String text) {
    String body = new String(question(model, text), UTF_8);
    return ("{\"stream\":true," + body.substring(1)).getBytes(UTF_8);
  }

  private static void turns(ObjectNode body, Texts texts, int turns, int characters) {
    ArrayNode messages = body.putArray("messages");
    for (int i = 0; i < turns; i++) {
      messages.addObject().put("role", role(i)).put("content", texts.ofLength(characters));
    }
  }

  private static String role(int turn) {
    return turn == 0 ? "system" : turn % 2 == 1 ? "user" : "assistant";
  }

  private static void tool(ObjectNode tool, int number, Texts texts) {
    ObjectNode function = tool.put("type", "function").putObject("function");
    function.put("name", "find_orders_" + number);
    function.put("description", texts.ofLength(90));
    ObjectNode parameters = function.putObject("parameters").put("type", "object");
    ObjectNode properties = parameters.putObject("properties");
    ObjectNode customer = properties.putObject("customer_id");
    customer.put("type", "string").put("description", texts.ofLength(50));
    ObjectNode since = properties.putObject("since");
    since.put("type", "string").put("format", "date").put("description", texts.ofLength(40));
    ObjectNode state = properties.putObject("state").put("type", "string");
    state.putArray("enum").add("open").add("paid").add("sent").add("returned");
    ObjectNode limit = properties.putObject("limit").put("type", "integer");
    limit.put("minimum", 1).put("maximum", 100).put("default", 20);
    parameters.putArray("required").add("customer_id").add("state");
    parameters.put("additionalProperties", false);
    function.put("strict", true);
  }
}
