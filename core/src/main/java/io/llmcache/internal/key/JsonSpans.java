package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds where the members of an object lie in its canonical text, without reading them. Any other
 * text than canonical JSON has no members, or wrong ones, and does no harm. Pure.
 */
final class JsonSpans {

  /**
   * A value in the text.
   *
   * @param name of the member; empty for an element
   */
  record Span(String name, int from, int to) {}

  private final byte[] json;
  private int at;

  private JsonSpans(byte[] json, int at) {
    this.json = json;
    this.at = at;
  }

  /** The members of the object that the text is; none if it is another value. */
  static List<Span> members(byte[] json) {
    boolean object = json.length > 2 && json[0] == '{' && json[json.length - 1] == '}';
    return object ? new JsonSpans(json, 1).read(json.length - 1, true) : List.of();
  }

  /** The elements of the array that the value is; none if it is another value. */
  static List<Span> elements(byte[] json, Span value) {
    boolean array = value.to() - value.from() > 2 && json[value.from()] == '[';
    return array ? new JsonSpans(json, value.from() + 1).read(value.to() - 1, false) : List.of();
  }

  private List<Span> read(int end, boolean named) {
    List<Span> spans = new ArrayList<>();
    while (at < end) {
      String name = named ? name(end) : "";
      int from = Math.min(at, end);
      skipValue(end);
      spans.add(new Span(name, from, Math.min(at, end)));
      at++;
    }
    return spans;
  }

  /** Reads a name and its colon. */
  private String name(int end) {
    int from = at + 1;
    skipString(end);
    String name = new String(json, from, Math.max(0, Math.min(at, end) - 1 - from), UTF_8);
    at++;
    return name;
  }

  /** To the comma behind the value, or to the end. */
  private void skipValue(int end) {
    int depth = 0;
    while (at < end) {
      byte b = json[at];
      if (b == '"') {
        skipString(end);
        continue;
      }
      if (b == ',' && depth == 0) {
        return;
      }
      if (b == '{' || b == '[') {
        depth++;
      } else if (b == '}' || b == ']') {
        depth--;
      }
      at++;
    }
  }

  private void skipString(int end) {
    at = JsonStrings.skipPlain(json, at + 1);
    while (at < end && json[at] != '"') {
      at = JsonStrings.skipPlain(json, at + (json[at] == '\\' ? 2 : 1));
    }
    at++;
  }
}
