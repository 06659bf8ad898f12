package io.llmcache.internal.key;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** A growing array of bytes that knows how canonical JSON spells strings and numbers. */
final class CanonicalBytes {

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  /** For each character below 0x80: 0 if it stands for itself, 'u' or the letter of its escape. */
  private static final byte[] ESCAPE = escapes();

  /** An escape {@code \}uXXXX, the longest spelling of one char. */
  private static final int LONGEST = 6;

  /** Of numbers that surely are in the range of a long. */
  private static final int LONG_DIGITS = 18;

  private byte[] bytes;
  private int length;

  CanonicalBytes(int expectedLength) {
    // numbers may come out longer than they went in
    bytes = new byte[expectedLength + expectedLength / 16 + 64];
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** How many bytes were written so far. */
  int length() {
    return length;
  }

  void ascii(char character) {
    reserve(1);
    bytes[length++] = (byte) character;
  }

  void copy(byte[] source, int from, int to) {
    reserve(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
  }

  void ascii(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  /**
   * As digits and, unless it is 0, a power of ten: the same number always has the same spelling.
   */
  void number(BigDecimal number) {
    if (number.scale() == 0 && number.precision() <= LONG_DIGITS) {
      whole(number.longValue());
      return;
    }
    BigDecimal stripped = number.stripTrailingZeros();
    BigInteger digits = stripped.unscaledValue();
    ascii(digits.bitLength() < 64 ? Long.toString(digits.longValue()) : digits.toString());
    if (stripped.scale() != 0) {
      ascii('e');
      ascii(Long.toString(-(long) stripped.scale()));
    }
  }

  /** As a string, and the colon after it. */
  void name(String name) {
    byte[] known = JsonWords.quoted(name);
    if (known == null) {
      string(name);
    } else {
      copy(known, 0, known.length);
    }
    ascii(':');
  }

  private void whole(long number) {
    long digits = number;
    int zeros = 0;
    while (digits != 0 && digits % 10 == 0) {
      digits /= 10;
      zeros++;
    }
    if (digits >= 0 && digits < 10) {
      ascii((char) ('0' + digits));
    } else {
      ascii(Long.toString(digits));
    }
    if (zeros > 0) {
      ascii('e');
      ascii(Integer.toString(zeros));
    }
  }

  /** In quotes. A surrogate without its partner has no UTF-8; it is escaped, so it stays itself. */
  void string(String text) {
    reserve(text.length() + 2);
    bytes[length++] = '"';
    int at = plain(text, 0);
    if (at == text.length()) {
      bytes[length++] = '"';
      return;
    }
    while (at < text.length()) {
      reserve(LONGEST + text.length() - at);
      at = plain(text, special(text, at));
    }
    ascii('"');
  }

  /**
   * Copies characters that stand for themselves in ASCII; returns where the first other one is. The
   * room for all that is left is reserved.
   */
  private int plain(String text, int from) {
    int end = text.length();
    byte[] to = bytes;
    int written = length;
    int at = from;
    while (at < end) {
      char c = text.charAt(at);
      if (c >= 0x80 || ESCAPE[c] != 0) {
        break;
      }
      to[written++] = (byte) c;
      at++;
    }
    length = written;
    return at;
  }

  /** Writes the one character at {@code at}, which is not plain; returns where the next one is. */
  private int special(String text, int at) {
    char c = text.charAt(at);
    if (c < 0x80) {
      escaped(c);
    } else if (c < 0x800) {
      bytes[length++] = (byte) (0xc0 | c >> 6);
      continuation(c);
    } else if (!Character.isSurrogate(c)) {
      bytes[length++] = (byte) (0xe0 | c >> 12);
      continuation(c >> 6);
      continuation(c);
    } else {
      int point = text.codePointAt(at);
      if (point < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
        unicodeEscape(c);
        return at + 1;
      }
      bytes[length++] = (byte) (0xf0 | point >> 18);
      continuation(point >> 12);
      continuation(point >> 6);
      continuation(point);
      return at + 2;
    }
    return at + 1;
  }

  private void continuation(int bits) {
    bytes[length++] = (byte) (0x80 | bits & 0x3f);
  }

  private void escaped(char c) {
    if (ESCAPE[c] == 'u') {
      unicodeEscape(c);
    } else {
      bytes[length++] = '\\';
      bytes[length++] = ESCAPE[c];
    }
  }

  private void unicodeEscape(char c) {
    bytes[length++] = '\\';
    bytes[length++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[c >> shift & 0xf];
    }
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  private static byte[] escapes() {
    byte[] escapes = new byte[0x80];
    Arrays.fill(escapes, 0, 0x20, (byte) 'u');
    escapes['\b'] = 'b';
    escapes['\t'] = 't';
    escapes['\n'] = 'n';
    escapes['\f'] = 'f';
    escapes['\r'] = 'r';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
  }
}
