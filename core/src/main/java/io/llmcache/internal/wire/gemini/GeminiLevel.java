package io.llmcache.internal.wire.gemini;

import io.llmcache.internal.key.CanonicalJson.AsWritten;
import io.llmcache.internal.key.JsonTree;
import io.llmcache.spi.UnreadableRequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A level of a request whose members have a meaning by name only: they may be spelt in camel case
 * or in snake case, in any order, and null is absent. Whatever has no level of its own below it,
 * like schemas and arguments, is kept as written.
 *
 * @param below the members that are such levels, or lists of them, by their names in camel case
 * @param lists which of them are lists, which may be written without brackets if they have one
 *     element
 */
record GeminiLevel(Map<String, GeminiLevel> below, List<String> lists) {

  private static final GeminiLevel LEAF = new GeminiLevel(Map.of(), List.of());

  private static final GeminiLevel PART = part(part(LEAF));

  private static final GeminiLevel CONTENT =
      new GeminiLevel(Map.of("parts", PART), List.of("parts"));

  private static final GeminiLevel TOOLS =
      new GeminiLevel(Map.of("functionDeclarations", LEAF), List.of("functionDeclarations"));

  private static final GeminiLevel REQUEST =
      new GeminiLevel(
          Map.of(
              "contents", CONTENT,
              "systemInstruction", CONTENT,
              "tools", TOOLS,
              "toolConfig", new GeminiLevel(Map.of("functionCallingConfig", LEAF), List.of()),
              "generationConfig", new GeminiLevel(Map.of("thinkingConfig", LEAF), List.of()),
              "safetySettings", LEAF,
              "modelArmorConfig", LEAF,
              "labels", LEAF),
          List.of("contents", "tools", "safetySettings"));

  private static final GeminiLevel COUNT =
      new GeminiLevel(
          Map.of("contents", CONTENT, "generateContentRequest", REQUEST), List.of("contents"));

  private static GeminiLevel part(GeminiLevel nested) {
    return new GeminiLevel(
        Map.of(
            "inlineData", LEAF,
            "fileData", LEAF,
            "functionCall", LEAF,
            "functionResponse", new GeminiLevel(Map.of("parts", nested), List.of("parts")),
            "executableCode", LEAF,
            "codeExecutionResult", LEAF,
            "videoMetadata", LEAF),
        List.of());
  }

  /** The request with all known names in camel case; what it is made of is left as it is. */
  static Map<String, @Nullable Object> request(Map<String, @Nullable Object> body)
      throws UnreadableRequestException {
    return REQUEST.object(body);
  }

  /** Likewise for a request to count tokens. */
  static Map<String, @Nullable Object> count(Map<String, @Nullable Object> body)
      throws UnreadableRequestException {
    return COUNT.object(body);
  }

  private Map<String, @Nullable Object> object(Map<String, @Nullable Object> members)
      throws UnreadableRequestException {
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
      if (member.getValue() != null) {
        String name = camelCase(member.getKey());
        if (known.put(name, member(name, member.getValue())) != null) {
          throw new UnreadableRequestException("duplicate-json-name");
        }
      }
    }
    return known;
  }

  private Object member(String name, Object value) throws UnreadableRequestException {
    GeminiLevel level = below.get(name);
    if (level == null) {
      return isStructure(value) ? new AsWritten(value) : value;
    }
    Map<String, @Nullable Object> object = JsonTree.object(value);
    if (object != null) {
      Map<String, @Nullable Object> known = level.object(object);
      return lists.contains(name) ? List.of(known) : known;
    }
    List<@Nullable Object> elements = JsonTree.array(value);
    return elements == null || !lists.contains(name) ? value : level.list(elements);
  }

  /** A list of texts or numbers is the same in any spelling. */
  private static boolean isStructure(@Nullable Object value) {
    return value instanceof Map
        || value instanceof List<?> elements
            && elements.stream()
                .anyMatch(element -> element instanceof Map || element instanceof List);
  }

  private List<@Nullable Object> list(List<@Nullable Object> elements)
      throws UnreadableRequestException {
    List<@Nullable Object> known = new ArrayList<>(elements.size());
    for (Object element : elements) {
      Map<String, @Nullable Object> object = JsonTree.object(element);
      known.add(object == null ? element : object(object));
    }
    return known;
  }

  /** As protocol buffers derive JSON names: without underscores, a capital after each. */
  private static String camelCase(String name) {
    if (name.indexOf('_') < 0) {
      return name;
    }
    StringBuilder camel = new StringBuilder(name.length());
    boolean capital = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_') {
        capital = true;
      } else {
        camel.append(capital ? Character.toUpperCase(c) : c);
        capital = false;
      }
    }
    return camel.toString();
  }
}
