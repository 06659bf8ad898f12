package io.llmcache.internal.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.spi.CacheKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Entries that only who has the key can read or make, by AES-256-GCM:
 *
 * <pre>
 *   1  0xC1
 *   1  length of the key's id, then the id
 *  12  nonce, random
 *      the entry, encrypted; 16 bytes of tag
 * </pre>
 *
 * Each cache key has an AES key of its own, derived from that of the file, so that random nonces
 * are safe however much is written. What stands before the nonce, the namespace and the key's
 * digest are authenticated with the entry.
 */
final class Encryption implements Seal {

  private static final byte LAYOUT = (byte) 0xc1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final byte[] USE = "llmcache entry encryption\n".getBytes(US_ASCII);

  private final Supplier<KeyRing> keys;
  private final byte[] namespace;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param keys those that hold now
   */
  Encryption(Supplier<KeyRing> keys, String namespace) {
    this.keys = keys;
    this.namespace = (namespace + "\0").getBytes(UTF_8);
  }

  @Override
  public byte[] close(CacheKey key, byte[] entry) {
    KeyRing.Key writing = keys.get().writing();
    byte[] id = writing.id().getBytes(US_ASCII);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    int head = 2 + id.length;
    byte[] sealed = new byte[head + NONCE_BYTES + entry.length + TAG_BYTES];
    ByteBuffer.wrap(sealed).put(LAYOUT).put((byte) id.length).put(id).put(nonce);
    try {
      cipher(Cipher.ENCRYPT_MODE, writing, key, sealed, head)
          .doFinal(entry, 0, entry.length, sealed, head + NONCE_BYTES);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an entry could not be encrypted", e);
    }
  }

  @Override
  public byte @Nullable [] open(CacheKey key, byte[] sealed) {
    if (sealed.length < 2 || sealed[0] != LAYOUT || sealed[1] < 1) {
      return null;
    }
    int head = 2 + sealed[1];
    int from = head + NONCE_BYTES;
    if (sealed.length < from + TAG_BYTES) {
      return null;
    }
    KeyRing.Key reading = keys.get().named(new String(sealed, 2, sealed[1], US_ASCII));
    if (reading == null) {
      return null;
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, reading, key, sealed, head)
          .doFinal(sealed, from, sealed.length - from);
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  private Cipher cipher(int mode, KeyRing.Key from, CacheKey key, byte[] sealed, int head)
      throws GeneralSecurityException {
    byte[] digest = key.bytes();
    byte[] own = from.derive(USE, namespace, digest);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(own, "AES"),
        new GCMParameterSpec(8 * TAG_BYTES, Arrays.copyOfRange(sealed, head, head + NONCE_BYTES)));
    cipher.updateAAD(sealed, 0, head);
    cipher.updateAAD(namespace);
    cipher.updateAAD(digest);
    return cipher;
  }

  @Override
  public boolean hides() {
    return true;
  }

  @Override
  public String word() {
    return "encrypted";
  }
}
