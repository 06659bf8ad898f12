package io.llmcache.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the call of a cached method, and what it returns, become a request and a reply.
 *
 * <p>The request goes to {@link #target}, and its body is the arguments as one JSON text. The reply
 * is lines of {@code {"kind":json}}, with a line feed behind each: one value, or items and then how
 * many they were, or why there is nothing to keep.
 */
public final class MethodFraming {

  /** What a line holds. */
  public enum Kind {
    /** The value that the method returned. */
    VALUE,
    /** One of the items that it returned. */
    ITEM,
    /** How many items there were. */
    END,
    /** In a word or two, why what the method returned must not be kept: no value follows. */
    WITHHELD;

    private final byte[] opening =
        ("{\"" + name().toLowerCase(Locale.ROOT) + "\":").getBytes(UTF_8);
  }

  /** The scheme of methods, to which no HTTP request can go. */
  public static final String SCHEME = "llmcached";

  private MethodFraming() {}

  /**
   * Where the call of a method goes.
   *
   * @param name of the method, among all that share the cache
   * @param returns the type that its answers are read as: those of another type are others
   * @param items whether it returns items one by one
   * @param question the member of the arguments that may be said in other words; null: none
   */
  public static URI target(String name, String returns, boolean items, @Nullable String question) {
    String target =
        "%s://method/%s/%s?returns=%s"
            .formatted(SCHEME, items ? "items" : "value", encoded(name), encoded(returns));
    return URI.create(question == null ? target : target + "&question=" + encoded(question));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /** A line of the reply. Line feeds, which JSON has between tokens only, become blanks. */
  public static byte[] line(Kind kind, byte[] json) {
    byte[] line = Arrays.copyOf(kind.opening, kind.opening.length + json.length + 2);
    for (int i = 0; i < json.length; i++) {
      byte b = json[i];
      line[kind.opening.length + i] = b == '\n' || b == '\r' ? (byte) ' ' : b;
    }
    line[line.length - 2] = '}';
    line[line.length - 1] = '\n';
    return line;
  }

  /**
   * What a line holds; null if it is none of a reply.
   *
   * @param line without its line feed
   */
  public static @Nullable Kind kindOf(byte[] line) {
    for (Kind kind : Kind.values()) {
      int opening = kind.opening.length;
      if (line.length > opening
          && line[line.length - 1] == '}'
          && Arrays.equals(line, 0, opening, kind.opening, 0, opening)) {
        return kind;
      }
    }
    return null;
  }

  /** The JSON text in a line of this kind, without its line feed. */
  public static byte[] json(Kind kind, byte[] line) {
    return Arrays.copyOfRange(line, kind.opening.length, line.length - 1);
  }
}
