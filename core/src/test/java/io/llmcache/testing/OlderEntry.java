package io.llmcache.testing;

import io.llmcache.spi.CacheKey;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Stored entries as other versions wrote them, made of those of today (version 4). */
public final class OlderEntry {

  private static final int CHECKED_FROM = 6;
  private static final int MEANT = 4;
  private static final int OWNED = 8;
  private static final int NUMBERS = 7;

  private OlderEntry() {}

  /** The same answer as version 3 wrote it: nobody knows whose it is. */
  public static byte[] ofVersionThree(CacheKey key, byte[] entry) {
    // version 5 differs where there is a vector
    boolean known = entry[0] == 4 || (entry[0] == 5 && (entry[1] & MEANT) == 0);
    if (!known || (entry[1] & OWNED) == 0) {
      throw new IllegalArgumentException("no entry of version 4 with a tenant");
    }
    ByteBuffer in = ByteBuffer.wrap(entry).position(CHECKED_FROM + 8);
    for (int i = 0; i < NUMBERS; i++) {
      number(in);
    }
    skipTexts(in, 3);
    skipTexts(in, number(in));
    skipTexts(in, 2 * number(in));
    int tenant = in.position();
    skipTexts(in, 1);
    ByteBuffer older = ByteBuffer.allocate(entry.length - (in.position() - tenant));
    older.put(entry, 0, tenant).put(in);
    older.put(1, (byte) (entry[1] & ~OWNED));
    return ofVersion(3, key, older.array());
  }

  /** Bytes that say they are of that version, and are undamaged. */
  public static byte[] ofVersion(int version, CacheKey key, byte[] entry) {
    byte[] other = entry.clone();
    other[0] = (byte) version;
    CRC32C check = new CRC32C();
    check.update(key.bytes());
    check.update(other, 0, 2);
    check.update(other, CHECKED_FROM, other.length - CHECKED_FROM);
    ByteBuffer.wrap(other).putInt(2, (int) check.getValue());
    return other;
  }

  private static void skipTexts(ByteBuffer in, int count) {
    for (int i = 0; i < count; i++) {
      int length = number(in);
      in.position(in.position() + length);
    }
  }

  /** The lower bits of a number of any length. */
  private static int number(ByteBuffer in) {
    int value = 0;
    int shift = 0;
    byte octet;
    do {
      octet = in.get();
      value |= shift < 32 ? (octet & 0x7f) << shift : 0;
      shift += 7;
    } while (octet < 0);
    return value;
  }
}
