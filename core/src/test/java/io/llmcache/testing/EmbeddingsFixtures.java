package io.llmcache.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmcache.exchange.Headers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Requests for embeddings and the replies of a model that always gives the same vector for the same
 * input, and counts a text's bytes as its tokens. Needs jackson-databind.
 */
public final class EmbeddingsFixtures {

  /** The path that they go to. */
  public static final String PATH = "/v1/embeddings";

  /** The model that all requests name. */
  public static final String MODEL = "text-embedding-3-small";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private EmbeddingsFixtures() {}

  /** Wants numbers for these texts. */
  public static String request(String... texts) {
    return request("float", List.of(texts));
  }

  /**
   * @param encoding {@code float} or {@code base64}
   * @param inputs texts, or lists of tokens
   */
  public static String request(String encoding, List<?> inputs) {
    ObjectNode request = MAPPER.createObjectNode().put("model", MODEL);
    request.set("input", MAPPER.valueToTree(inputs));
    return request.put("encoding_format", encoding).toString();
  }

  /** What the model answers to a request. */
  public static String reply(String request) {
    JsonNode asked = tree(request);
    ObjectNode reply = MAPPER.createObjectNode().put("object", "list");
    ArrayNode data = reply.putArray("data");
    long tokens = 0;
    for (JsonNode input : inputs(asked)) {
      ObjectNode element =
          data.addObject().put("object", "embedding").put("index", data.size() - 1);
      embed(element, input, asked.path("encoding_format").asText("float"));
      tokens += input.isTextual() ? input.textValue().getBytes(UTF_8).length : input.size();
    }
    reply.put("model", MODEL + "-v1");
    reply.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return reply.toString();
  }

  /** Answers each request as the model does. */
  public static UpstreamAnswer model() {
    return (request, wire) ->
        wire.whole(
            200,
            Headers.of("Content-Type", "application/json").plus("X-Request-Id", "r-1"),
            reply(request.text()).getBytes(UTF_8));
  }

  /** The texts that a request asks for. */
  public static List<String> texts(byte[] request) {
    List<String> texts = new ArrayList<>();
    inputs(tree(new String(request, UTF_8))).forEach(input -> texts.add(input.asText()));
    return texts;
  }

  /** Any JSON. */
  public static JsonNode tree(String json) {
    return JsonSpelling.tree(json.getBytes(UTF_8));
  }

  private static List<JsonNode> inputs(JsonNode request) {
    JsonNode input = request.path("input");
    List<JsonNode> inputs = new ArrayList<>();
    if (input.isTextual() || input.path(0).isNumber()) {
      inputs.add(input);
    } else {
      input.forEach(inputs::add);
    }
    return inputs;
  }

  private static void embed(ObjectNode element, JsonNode input, String encoding) {
    Random numbers = new Random(input.toString().hashCode());
    float[] vector = new float[8];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) numbers.nextGaussian() / 8;
    }
    if (encoding.equals("base64")) {
      ByteBuffer bytes = ByteBuffer.allocate(vector.length * 4).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(vector);
      element.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
    } else {
      ArrayNode list = element.putArray("embedding");
      for (float number : vector) {
        list.add(number);
      }
    }
  }
}
