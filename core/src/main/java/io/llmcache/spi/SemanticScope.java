package io.llmcache.spi;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 over everything in a request but its question: tenant, upstream, model, system
 * prompt, parameters, earlier turns and attached context. Only questions of the same scope can be
 * neighbours. Immutable; usable as a map key.
 */
public final class SemanticScope {

  private final byte[] digest;

  /** Takes the array over: do not write into it afterwards. It has 32 bytes. */
  public SemanticScope(byte[] digest) {
    if (digest.length != 32) {
      throw new IllegalArgumentException("a scope has 32 bytes, not " + digest.length);
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
    return other instanceof SemanticScope that && Arrays.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return hex();
  }
}
