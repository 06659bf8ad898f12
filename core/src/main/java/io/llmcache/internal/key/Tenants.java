package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HexFormat;

/** How a tenant is named where people see it, and in what is stored of its answers. */
public final class Tenants {

  private static final int BYTES = 8;

  private Tenants() {}

  /**
   * What names the tenant, and a hash of its id, which is a hash itself: {@code
   * credential:0123456789abcdef}. The same on each node and after a restart.
   *
   * @param id {@link Tenant#id}
   */
  public static String shown(String id) {
    int kind = id.indexOf(':');
    if (kind < 0) {
      return id;
    }
    MessageDigest digest = Sha256.digest();
    digest.update("llmcache tenant shown\n".getBytes(UTF_8));
    byte[] hash = digest.digest(id.getBytes(UTF_8));
    return id.substring(0, kind + 1) + HexFormat.of().formatHex(hash, 0, BYTES);
  }
}
