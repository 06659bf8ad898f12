package io.llmcache.internal.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.spi.CacheKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries in clear that only who has the secret can make:
 *
 * <pre>
 *   1  0xA1
 *  16  HMAC-SHA256 over 0xA1, the namespace, a zero, the key's digest and the entry; cut off
 *      the entry
 * </pre>
 */
final class Signing implements Seal {

  private static final byte LAYOUT = (byte) 0xa1;
  private static final int MAC_BYTES = 16;
  private static final int HEAD = 1 + MAC_BYTES;

  private final Hmac hmac;
  private final byte[] domain;

  /**
   * @param key derived for this use alone
   * @param namespace of the entries; no zero in it
   */
  Signing(byte[] key, String namespace) {
    hmac = new Hmac(key);
    domain = (" " + namespace + "\0").getBytes(UTF_8);
    domain[0] = LAYOUT;
  }

  @Override
  public byte[] close(CacheKey key, byte[] entry) {
    byte[] mac = hmac.of(domain, key.bytes(), entry);
    return ByteBuffer.allocate(HEAD + entry.length)
        .put(LAYOUT)
        .put(mac, 0, MAC_BYTES)
        .put(entry)
        .array();
  }

  @Override
  public byte @Nullable [] open(CacheKey key, byte[] sealed) {
    if (sealed.length < HEAD || sealed[0] != LAYOUT) {
      return null;
    }
    byte[] entry = Arrays.copyOfRange(sealed, HEAD, sealed.length);
    byte[] right = Arrays.copyOf(hmac.of(domain, key.bytes(), entry), MAC_BYTES);
    return MessageDigest.isEqual(right, Arrays.copyOfRange(sealed, 1, HEAD)) ? entry : null;
  }

  @Override
  public boolean hides() {
    return false;
  }

  @Override
  public String word() {
    return "signed";
  }
}
