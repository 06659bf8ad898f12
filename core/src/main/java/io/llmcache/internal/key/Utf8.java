package io.llmcache.internal.key;

/**
 * Tells well-formed UTF-8 (Unicode 15, table 3-7) from everything else. Two spellings of one
 * character, of which a provider refuses one, must not meet in one key.
 */
final class Utf8 {

  private Utf8() {}

  /** Length of the sequence of several bytes that begins at {@code at}; 0 if it is ill-formed. */
  static int sequence(byte[] bytes, int at) {
    int lead = bytes[at] & 0xff;
    if (lead >= 0xc2 && lead <= 0xdf) {
      return continued(bytes, at, 2, 0x80, 0xbf);
    }
    if (lead >= 0xe0 && lead <= 0xef) {
      // neither overlong nor a surrogate
      return continued(bytes, at, 3, lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf);
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
      // neither overlong nor above U+10FFFF
      return continued(bytes, at, 4, lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf);
    }
    return 0;
  }

  private static int continued(byte[] bytes, int at, int length, int least, int most) {
    if (bytes.length - at < length) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    if (second < least || second > most) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
