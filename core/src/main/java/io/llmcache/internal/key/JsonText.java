package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A string inside a JSON text, still in the bytes it was written with: most strings of a request
 * are only copied into its canonical form, so decoding them would be work for nothing. Immutable.
 */
public final class JsonText {

  private final byte[] json;
  private final int from;
  private final int to;
  private final boolean canonical;
  private final boolean plain;

  /**
   * @param json not to be written into
   * @param from where the string begins, after its quote
   * @param to where its closing quote is
   * @param canonical whether these bytes are what the canonical form has between the quotes
   * @param plain whether they are ASCII without an escape
   */
  JsonText(byte[] json, int from, int to, boolean canonical, boolean plain) {
    this.json = json;
    this.from = from;
    this.to = to;
    this.canonical = canonical;
    this.plain = plain;
  }

  /** Writes the string with its quotes. */
  void writeTo(CanonicalBytes out) {
    if (canonical) {
      // the quotes are there, too
      out.copy(json, from - 1, to + 1);
    } else {
      out.string(toString());
    }
  }

  /** Whether the text surely has more characters (of UTF-16) than this; without decoding it. */
  public boolean isSurelyLonger(int characters) {
    // no spelling of a character has more bytes than an escape, which has six
    return to - from > 6L * characters;
  }

  /** The text that is meant, decoded anew at each call. */
  @Override
  public String toString() {
    return plain
        ? new String(json, from, to - from, ISO_8859_1)
        : JsonStrings.decoded(json, from, to);
  }
}
