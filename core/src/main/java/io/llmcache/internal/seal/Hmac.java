package io.llmcache.internal.seal;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under one key. Thread-safe: each computation has a copy of its own. */
final class Hmac {

  private static final String NAME = "HmacSHA256";

  private final Mac prototype;

  Hmac(byte[] key) {
    try {
      prototype = Mac.getInstance(NAME);
      prototype.init(new SecretKeySpec(key, NAME));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no " + NAME, e);
    }
  }

  byte[] of(byte[]... parts) {
    Mac mac;
    try {
      mac = (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this Java platform's " + NAME + " cannot be copied", e);
    }
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }
}
