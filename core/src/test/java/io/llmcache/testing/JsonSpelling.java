package io.llmcache.testing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Writes JSON in another of its many spellings: members in another order, null members added,
 * blanks anywhere, numbers and characters written differently.
 */
public final class JsonSpelling {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Random random;
  private final Predicate<List<String>> keepsOrder;
  private final StringBuilder out = new StringBuilder();

  private JsonSpelling(Random random, Predicate<List<String>> keepsOrder) {
    this.random = random;
    this.keepsOrder = keepsOrder;
  }

  /**
   * The same text spelt differently.
   *
   * @param keepsOrder whether members of the object or array at a path (names and positions) keep
   *     their order, and it and all below get no nulls
   */
  public static byte[] of(byte[] json, Random random, Predicate<List<String>> keepsOrder) {
    JsonSpelling spelling = new JsonSpelling(random, keepsOrder);
    spelling.value(tree(json), List.of(), false);
    spelling.blank();
    return spelling.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Reads the text with a reader that is not the cache's own. */
  public static JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void value(JsonNode node, List<String> path, boolean fixed) {
    blank();
    boolean fixedHere = fixed || node.isContainerNode() && keepsOrder.test(path);
    if (node.isObject()) {
      object(node, path, fixedHere);
    } else if (node.isArray()) {
      array(node, path, fixedHere);
    } else if (node.isTextual()) {
      string(node.textValue());
    } else if (node.isNumber()) {
      number(node.decimalValue());
    } else {
      out.append(node.asText());
    }
    blank();
  }

  private void object(JsonNode node, List<String> path, boolean fixed) {
    List<Map.Entry<String, JsonNode>> members = new ArrayList<>(node.properties());
    if (!fixed) {
      Collections.shuffle(members, random);
    }
    out.append('{');
    String separator = "";
    for (Map.Entry<String, JsonNode> member : members) {
      out.append(separator);
      separator = ",";
      blank();
      string(member.getKey());
      blank();
      out.append(':');
      value(member.getValue(), plus(path, member.getKey()), fixed);
    }
    blank();
    if (!fixed && random.nextInt(4) == 0) {
      out.append(separator).append("\"x_nothing\" : null");
    }
    out.append('}');
  }

  private void array(JsonNode node, List<String> path, boolean fixed) {
    out.append('[');
    for (int i = 0; i < node.size(); i++) {
      out.append(i == 0 ? "" : ",");
      value(node.get(i), plus(path, String.valueOf(i)), fixed);
    }
    blank();
    out.append(']');
  }

  private void number(BigDecimal number) {
    switch (number.signum() == 0 ? 1 : random.nextInt(4)) {
      case 0 -> out.append(number);
      case 1 -> out.append(number.setScale(Math.max(0, number.scale()) + 1).toString());
      case 2 -> out.append(number.unscaledValue()).append("e").append(-number.scale());
      default -> out.append(number.unscaledValue()).append("0E").append(-number.scale() - 1);
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\' || loneSurrogate(text, i) || random.nextInt(30) == 0) {
        out.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
        if (Character.isHighSurrogate(c) && !loneSurrogate(text, i)) {
          out.append(String.format("\\u%04x", (int) text.charAt(++i)));
        }
      } else {
        out.append(c);
        if (Character.isHighSurrogate(c)) {
          out.append(text.charAt(++i));
        }
      }
    }
    out.append('"');
  }

  private static boolean loneSurrogate(String text, int at) {
    return Character.isSurrogate(text.charAt(at))
        && text.codePointAt(at) < Character.MIN_SUPPLEMENTARY_CODE_POINT;
  }

  private void blank() {
    while (random.nextInt(8) == 0) {
      out.append(" \t\r\n".charAt(random.nextInt(4)));
    }
  }

  private static List<String> plus(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }
}
