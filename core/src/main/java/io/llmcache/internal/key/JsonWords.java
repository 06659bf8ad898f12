package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Short ASCII strings that are met again and again, so that they are made, hashed and written once:
 * names that were read of late, and the usual values of enumerations. A value of a caller's own is
 * never kept. Bounded and thread-safe; of two names for one place the later one stays.
 */
final class JsonWords {

  /** In bytes. */
  static final int LONGEST = 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int BITS = 10;
  private static final int SIZE = 1 << BITS;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final String USUAL =
      "system user assistant developer tool model text image_url input_text output_text function"
          + " object array string integer number boolean null auto none required low medium high"
          + " ephemeral json_object json_schema date date-time tool_use tool_result message";

  private static final @Nullable Word[] NAMES = new @Nullable Word[SIZE];
  private static final @Nullable Word[] VALUES = new @Nullable Word[SIZE];

  /** Both, by the string's own hash. */
  private static final @Nullable Word[] WRITTEN = new @Nullable Word[SIZE];

  static {
    for (String value : USUAL.split(" ")) {
      byte[] bytes = value.getBytes(ISO_8859_1);
      long first = first(bytes, 0, bytes.length);
      long last = last(bytes, 0, bytes.length);
      add(VALUES, slot(first, last, bytes.length), bytes, 0, bytes.length);
    }
  }

  /**
   * A word in its spellings.
   *
   * @param quoted not to be written into
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Word(String text, byte[] quoted, long first, long last) {

    private boolean is(byte[] json, int from, int length, long itsFirst, long itsLast) {
      return first == itsFirst
          && last == itsLast
          && quoted.length == length + 2
          && (length <= 2 * Long.BYTES
              || Arrays.equals(quoted, 1, length + 1, json, from, from + length));
    }
  }

  private JsonWords() {}

  /** The name of these bytes, which are printable ASCII without escapes, and at most LONGEST. */
  static String name(byte[] json, int from, int to) {
    int length = to - from;
    long first = first(json, from, to);
    long last = last(json, from, to);
    int slot = slot(first, last, length);
    Word known = NAMES[slot];
    return known != null && known.is(json, from, length, first, last)
        ? known.text()
        : add(NAMES, slot, json, from, to);
  }

  /** The value of these bytes, likewise. */
  static String value(byte[] json, int from, int to) {
    int length = to - from;
    long first = first(json, from, to);
    long last = last(json, from, to);
    Word known = VALUES[slot(first, last, length)];
    return known != null && known.is(json, from, length, first, last)
        ? known.text()
        : new String(json, from, length, ISO_8859_1);
  }

  /** The string in quotes, if it is a word that is known; else null. Not to be written into. */
  static byte @Nullable [] quoted(String text) {
    Word known = WRITTEN[text.hashCode() & SIZE - 1];
    return known != null && isSame(known.text(), text) ? known.quoted() : null;
  }

  @SuppressWarnings("ReferenceEquality") // equal ones may be written in full
  private static boolean isSame(String one, String other) {
    return one == other;
  }

  private static String add(@Nullable Word[] words, int slot, byte[] json, int from, int to) {
    byte[] quoted = new byte[to - from + 2];
    quoted[0] = '"';
    System.arraycopy(json, from, quoted, 1, to - from);
    quoted[quoted.length - 1] = '"';
    String text = new String(json, from, to - from, ISO_8859_1);
    Word word = new Word(text, quoted, first(json, from, to), last(json, from, to));
    words[slot] = word;
    WRITTEN[text.hashCode() & SIZE - 1] = word;
    return text;
  }

  /** The first eight bytes, or all. */
  private static long first(byte[] json, int from, int to) {
    if (to - from >= Long.BYTES) {
      return (long) LONG.get(json, from);
    }
    long all = 0;
    for (int i = from; i < to; i++) {
      all = all << 8 | json[i];
    }
    return all;
  }

  /** The last eight bytes; 0 if there are fewer. */
  private static long last(byte[] json, int from, int to) {
    return to - from >= Long.BYTES ? (long) LONG.get(json, to - Long.BYTES) : 0;
  }

  private static int slot(long first, long last, int length) {
    return (int) ((first + 31 * last + length) * SPREAD >>> Long.SIZE - BITS);
  }
}
