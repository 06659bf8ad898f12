package io.llmcache.internal.key;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest that every Java platform has. */
final class Sha256 {

  private static final MessageDigest UNUSED = made();

  private Sha256() {}

  /** One of its own for each caller. */
  static MessageDigest digest() {
    try {
      // costs a fraction of a search through the platform's providers
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException e) {
      return made();
    }
  }

  private static MessageDigest made() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform has no SHA-256", e);
    }
  }
}
