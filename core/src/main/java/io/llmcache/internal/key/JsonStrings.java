package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.spi.UnreadableRequestException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What is between the quotes of JSON strings (RFC 8259 section 7), in UTF-8. */
final class JsonStrings {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH_BITS = EACH << 7;

  private JsonStrings() {}

  /**
   * Where the first byte from {@code at} on is that is not plain: a quote, a backslash, a control
   * character, or of a character beyond ASCII. Eight bytes at a time, as long as there are so many.
   */
  static int skipPlain(byte[] json, int at) {
    int next = at;
    while (json.length - next >= 8) {
      long special = special((long) LONG.get(json, next));
      if (special != 0) {
        return next + (Long.numberOfTrailingZeros(special) >> 3);
      }
      next += 8;
    }
    while (next < json.length && isPlain(json[next])) {
      next++;
    }
    return next;
  }

  /**
   * The high bits of bytes that are not plain: subtracting sets it where a byte is below 0x20, or 0
   * after xor. The lowest one is right; above it a borrow may set more.
   */
  private static long special(long bytes) {
    long quotes = (bytes ^ EACH * '"') - EACH;
    long backslashes = (bytes ^ EACH * '\\') - EACH;
    return (bytes | bytes - EACH * 0x20 | quotes | backslashes) & HIGH_BITS;
  }

  private static boolean isPlain(byte b) {
    return b >= 0x20 && b != '"' && b != '\\';
  }

  /** Length of the escape whose backslash is at {@code at}. */
  static int escapeLength(byte[] json, int at) throws UnreadableRequestException {
    if (at + 1 < json.length) {
      switch (json[at + 1]) {
        case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
          return 2;
        }
        case 'u' -> {
          if (json.length - at >= 6 && codeUnit(json, at) >= 0) {
            return 6;
          }
        }
        default -> {}
      }
    }
    throw new UnreadableRequestException("not-json");
  }

  /** The text of checked bytes. */
  static String decoded(byte[] json, int from, int to) {
    int at = indexOfBackslash(json, from, to);
    if (at == to) {
      return new String(json, from, to - from, UTF_8);
    }
    StringBuilder text = new StringBuilder(to - from);
    int run = from;
    while (at < to) {
      text.append(new String(json, run, at - run, UTF_8));
      text.append(unescaped(json, at));
      run = at + (json[at + 1] == 'u' ? 6 : 2);
      at = indexOfBackslash(json, run, to);
    }
    return text.append(new String(json, run, to - run, UTF_8)).toString();
  }

  private static int indexOfBackslash(byte[] json, int from, int to) {
    int at = from;
    while (at < to && json[at] != '\\') {
      at++;
    }
    return at;
  }

  private static char unescaped(byte[] json, int at) {
    return switch (json[at + 1]) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) codeUnit(json, at);
      default -> (char) json[at + 1];
    };
  }

  /** What the four hexadecimal digits say; negative if they are none. */
  private static int codeUnit(byte[] json, int at) {
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      unit = unit << 4 | Character.digit(json[i], 16);
    }
    return unit;
  }
}
