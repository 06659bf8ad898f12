package io.llmcache.spi;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The SHA-256 under which an answer is stored. Immutable; usable as a map key. */
public final class CacheKey {

  private final byte[] digest;

  /** Takes the array over: do not write into it afterwards. It has 32 bytes. */
  public CacheKey(byte[] digest) {
    if (digest.length != 32) {
      throw new IllegalArgumentException("a key has 32 bytes, not " + digest.length);
    }
    this.digest = digest;
  }

  /** The 32 bytes, a copy. */
  public byte[] bytes() {
    return digest.clone();
  }

  /** 64 hexadecimal digits in lower case. */
  public String hex() {
    return HexFormat.of().formatHex(digest);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CacheKey that && Arrays.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return (digest[0] & 0xff) << 24
        | (digest[1] & 0xff) << 16
        | (digest[2] & 0xff) << 8
        | digest[3] & 0xff;
  }

  @Override
  public String toString() {
    return hex();
  }
}
