package io.llmcache.internal.key;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.llmcache.spi.UnreadableRequestException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) into plain Java values: {@code LinkedHashMap}, {@code ArrayList}, {@code
 * String}, {@code BigDecimal}, {@code Boolean} and null.
 *
 * <p>Strict where leniency would let two readers see two things: one value and nothing after it,
 * well-formed UTF-8, no name twice in an object.
 */
public final class JsonTree {

  /** How many objects and arrays may enclose a value; also what keeps recursion over trees safe. */
  static final int DEEPEST = 256;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private JsonTree() {}

  /**
   * Reads one text. The caller bounds its size.
   *
   * @throws UnreadableRequestException if it is not one JSON value, or goes beyond the parser's
   *     bounds of depth or length
   */
  public static @Nullable Object parse(byte[] json) throws UnreadableRequestException {
    if (looksWide(json) || !Utf8.wellFormed(json)) {
      throw new UnreadableRequestException("not-utf-8");
    }
    try (JsonParser parser = JSON.createParser(json)) {
      Object tree = value(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new UnreadableRequestException("more-than-one-json-value");
      }
      return tree;
    } catch (StreamConstraintsException e) {
      throw new UnreadableRequestException("json-too-deep-or-long");
    } catch (IOException | ArithmeticException | NumberFormatException e) {
      throw new UnreadableRequestException("not-json");
    }
  }

  /** The node as an object, or null if it is none. */
  @SuppressWarnings("unchecked")
  public static @Nullable Map<String, @Nullable Object> object(@Nullable Object node) {
    return node instanceof Map ? (Map<String, @Nullable Object>) node : null;
  }

  /** The node as an array, or null if it is none. */
  @SuppressWarnings("unchecked")
  public static @Nullable List<@Nullable Object> array(@Nullable Object node) {
    return node instanceof List ? (List<@Nullable Object>) node : null;
  }

  /** The objects in the array that the node is; empty if it is no array. */
  public static List<Map<String, @Nullable Object>> objects(@Nullable Object node) {
    List<@Nullable Object> elements = array(node);
    if (elements == null) {
      return List.of();
    }
    List<Map<String, @Nullable Object>> objects = new ArrayList<>(elements.size());
    for (Object element : elements) {
      Map<String, @Nullable Object> object = object(element);
      if (object != null) {
        objects.add(object);
      }
    }
    return objects;
  }

  /** The parser would take UTF-16 and UTF-32 too, which it knows by NULs among the first bytes. */
  private static boolean looksWide(byte[] json) {
    for (int i = 0; i < Math.min(4, json.length); i++) {
      if (json[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token)
      throws IOException, UnreadableRequestException {
    if (token == null) {
      throw new UnreadableRequestException("no-json");
    }
    return switch (token) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> elements(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      default -> throw new UnreadableRequestException("not-json");
    };
  }

  private static Map<String, @Nullable Object> members(JsonParser parser)
      throws IOException, UnreadableRequestException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    int count = 0;
    String name;
    while ((name = parser.nextFieldName()) != null) {
      members.put(name, value(parser, parser.nextToken()));
      // cheaper than the parser's own check for duplicates
      if (members.size() != ++count) {
        throw new UnreadableRequestException("duplicate-json-name");
      }
    }
    return members;
  }

  private static List<@Nullable Object> elements(JsonParser parser)
      throws IOException, UnreadableRequestException {
    List<@Nullable Object> elements = new ArrayList<>();
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      elements.add(value(parser, token));
    }
    return elements;
  }

  /** Without trailing zeros: what cannot be written so (an exponent beyond 32 bits) is refused. */
  private static BigDecimal number(JsonParser parser) throws IOException {
    return parser.getDecimalValue().stripTrailingZeros();
  }
}
