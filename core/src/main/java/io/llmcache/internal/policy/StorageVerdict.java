package io.llmcache.internal.policy;

import java.time.Duration;

/**
 * Whether a reply is stored.
 *
 * @param lifetime how long it will be fresh
 * @param refusal why it is not stored; empty where it is
 */
public record StorageVerdict(Duration lifetime, String refusal) {

  public boolean stores() {
    return refusal.isEmpty();
  }

  static StorageVerdict refused(String why) {
    return new StorageVerdict(Duration.ZERO, why);
  }
}
