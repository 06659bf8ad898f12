package io.llmcache.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmcache.testing.JsonSpelling;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes what a JSON text says; it stays JSON. */
final class JsonMutation {

  private static final JsonNode VALUES =
      JsonSpelling.tree(
          """
          [null, true, false, 0, -1, -0.0, 1.5, 2147483648, 1e308, 1e400, 1e-400,
           123456789012345678901234567890, "", "x", "\\u0000", "stop", "length", "tool_calls",
           "end_turn", "STOP", "error", "user", "text", [], {}, [[]], [{}], [null], {"a": null},
           {"": {}}, {"type": "text", "text": "x"}, {"error": {"message": "x"}}]
          """
              .getBytes(UTF_8));

  private JsonMutation() {}

  /** The text itself where it is no object or array. */
  static String of(String json, Random random) {
    List<ContainerNode<?>> containers = new ArrayList<>();
    JsonNode root;
    try {
      root = JsonSpelling.tree(json.getBytes(UTF_8));
    } catch (UncheckedIOException e) {
      return json;
    }
    collect(root, containers);
    if (containers.isEmpty()) {
      return json;
    }
    JsonNode value = value(containers, random).deepCopy();
    ContainerNode<?> changed = containers.get(random.nextInt(containers.size()));
    if (changed instanceof ObjectNode object) {
      change(object, value, random);
    } else {
      change((ArrayNode) changed, value, random);
    }
    return root.toString();
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
    if (node instanceof ContainerNode<?> container) {
      containers.add(container);
      container.forEach(child -> collect(child, containers));
    }
  }

  /** A value that is feared, or one from elsewhere in the text. */
  private static JsonNode value(List<ContainerNode<?>> containers, Random random) {
    ContainerNode<?> from = containers.get(random.nextInt(containers.size()));
    List<JsonNode> children = new ArrayList<>();
    from.forEach(children::add);
    return children.isEmpty() || random.nextBoolean()
        ? VALUES.get(random.nextInt(VALUES.size()))
        : children.get(random.nextInt(children.size()));
  }

  private static void change(ObjectNode object, JsonNode value, Random random) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty() || random.nextInt(8) == 0) {
      object.set("x_unknown", value);
    } else if (random.nextInt(4) == 0) {
      object.remove(names.get(random.nextInt(names.size())));
    } else {
      object.set(names.get(random.nextInt(names.size())), value);
    }
  }

  private static void change(ArrayNode array, JsonNode value, Random random) {
    if (array.isEmpty() || random.nextInt(3) == 0) {
      array.insert(random.nextInt(array.size() + 1), value);
    } else if (random.nextBoolean()) {
      array.remove(random.nextInt(array.size()));
    } else {
      array.set(random.nextInt(array.size()), value);
    }
  }
}
