package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.spi.UnreadableRequestException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text (RFC 8259), strictly, from bytes in UTF-8. For one text and one thread.
 *
 * <p>Not Jackson, since that decodes each string into characters, only for them to be encoded
 * again: together more than half of what a key costs. Jackson is what the tests compare this with.
 */
final class JsonReader {

  /** How many objects and arrays may enclose a value; also what keeps recursion over trees safe. */
  static final int DEEPEST = 256;

  /** Of a number, in characters. */
  static final int LONGEST_NUMBER = 1000;

  /** Strings of more bytes than this are not decoded: names, roles and types are shorter. */
  private static final int SHORT = JsonWords.LONGEST;

  private static final int LONG_DIGITS = 18;

  private final byte[] json;
  private int at;

  JsonReader(byte[] json) {
    this.json = json;
  }

  @Nullable Object read() throws UnreadableRequestException {
    if (peek() < 0) {
      throw new UnreadableRequestException("no-json");
    }
    Object value = value(0);
    if (peek() >= 0) {
      throw new UnreadableRequestException("text-after-the-json");
    }
    return value;
  }

  private @Nullable Object value(int depth) throws UnreadableRequestException {
    return switch (peek()) {
      case '{' -> object(inside(depth));
      case '[' -> array(inside(depth));
      case '"' -> string();
      case 't' -> literal("true", Boolean.TRUE);
      case 'f' -> literal("false", Boolean.FALSE);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private static int inside(int depth) throws UnreadableRequestException {
    if (depth == DEEPEST) {
      throw new UnreadableRequestException("json-too-deep");
    }
    return depth + 1;
  }

  private Map<String, @Nullable Object> object(int depth) throws UnreadableRequestException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    at++;
    if (next('}')) {
      return members;
    }
    int count = 0;
    do {
      if (peek() != '"') {
        throw notJson();
      }
      String name = name();
      expect(':');
      members.put(name, value(depth));
      if (members.size() != ++count) {
        throw new UnreadableRequestException("duplicate-json-name");
      }
    } while (next(','));
    expect('}');
    return members;
  }

  private List<@Nullable Object> array(int depth) throws UnreadableRequestException {
    List<@Nullable Object> elements = new ArrayList<>();
    at++;
    if (next(']')) {
      return elements;
    }
    do {
      elements.add(value(depth));
    } while (next(','));
    expect(']');
    return elements;
  }

  private @Nullable Object literal(String word, @Nullable Object value)
      throws UnreadableRequestException {
    for (int i = 0; i < word.length(); i++) {
      if (at == json.length || json[at++] != word.charAt(i)) {
        throw notJson();
      }
    }
    return value;
  }

  private String name() throws UnreadableRequestException {
    int from = at + 1;
    int to = JsonStrings.skipPlain(json, from);
    if (isWord(from, to)) {
      at = to + 1;
      return JsonWords.name(json, from, to);
    }
    return String.valueOf(string());
  }

  /** Whether a short string ends there without anything but ASCII in it. */
  private boolean isWord(int from, int to) {
    return to - from <= JsonWords.LONGEST && to < json.length && json[to] == '"';
  }

  /** A String where it is short, else a JsonText. */
  private Object string() throws UnreadableRequestException {
    int from = ++at;
    at = JsonStrings.skipPlain(json, from);
    if (isWord(from, at)) {
      return JsonWords.value(json, from, at++);
    }
    boolean plain = at < json.length && json[at] == '"';
    boolean escapes = false;
    boolean canonical = true;
    while (at < json.length && json[at] != '"') {
      if (json[at] == '\\') {
        int length = JsonStrings.escapeLength(json, at);
        escapes = true;
        canonical &= length == 2 && json[at + 1] != '/';
        at += length;
      } else if (json[at] >= 0) {
        throw notJson();
      } else {
        at += sequence();
      }
      at = JsonStrings.skipPlain(json, at);
    }
    if (at >= json.length) {
      throw notJson();
    }
    int to = at++;
    if (to - from > SHORT) {
      return new JsonText(json, from, to, canonical, plain);
    }
    return escapes ? JsonStrings.decoded(json, from, to) : new String(json, from, to - from, UTF_8);
  }

  private int sequence() throws UnreadableRequestException {
    int length = Utf8.sequence(json, at);
    if (length == 0) {
      throw new UnreadableRequestException("not-utf-8");
    }
    return length;
  }

  /** Without trailing zeros: what cannot be written so (an exponent beyond 32 bits) is refused. */
  private BigDecimal number() throws UnreadableRequestException {
    int from = at;
    skip('-');
    if (!skip('0')) {
      digits();
    }
    boolean whole = true;
    if (skip('.')) {
      whole = false;
      digits();
    }
    if (skip('e') || skip('E')) {
      whole = false;
      if (!skip('+')) {
        skip('-');
      }
      digits();
    }
    return number(from, whole);
  }

  private BigDecimal number(int from, boolean whole) throws UnreadableRequestException {
    int length = at - from;
    if (length > LONGEST_NUMBER) {
      throw new UnreadableRequestException("json-number-too-long");
    }
    if (whole && length <= LONG_DIGITS) {
      return BigDecimal.valueOf(whole(from));
    }
    try {
      BigDecimal number = new BigDecimal(new String(json, from, length, ISO_8859_1));
      // what has no canonical form is refused here, not when it is written
      BigDecimal unused = number.stripTrailingZeros();
      return number;
    } catch (ArithmeticException | NumberFormatException e) {
      throw notJson();
    }
  }

  /** The integer of few digits that ends here. */
  private long whole(int from) {
    boolean negative = json[from] == '-';
    long number = 0;
    for (int i = negative ? from + 1 : from; i < at; i++) {
      number = number * 10 + (json[i] - '0');
    }
    return negative ? -number : number;
  }

  private void digits() throws UnreadableRequestException {
    int from = at;
    while (at < json.length && json[at] >= '0' && json[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw notJson();
    }
  }

  /** The next character that is not blank, or -1 at the end. */
  private int peek() {
    while (at < json.length) {
      byte b = json[at];
      if (b > ' ') {
        return b;
      }
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b & 0xff;
      }
      at++;
    }
    return -1;
  }

  private boolean next(char wanted) {
    boolean is = peek() == wanted;
    if (is) {
      at++;
    }
    return is;
  }

  private void expect(char wanted) throws UnreadableRequestException {
    if (!next(wanted)) {
      throw notJson();
    }
  }

  private boolean skip(char wanted) {
    boolean is = at < json.length && json[at] == wanted;
    if (is) {
      at++;
    }
    return is;
  }

  private static UnreadableRequestException notJson() {
    return new UnreadableRequestException("not-json");
  }
}
