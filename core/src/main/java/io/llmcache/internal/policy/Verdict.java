package io.llmcache.internal.policy;

import java.time.Duration;

/**
 * Whether a stored reply may answer a request now.
 *
 * @param left how long it is still fresh; negative: stale
 * @param reason why it may not be used, as Cache-Status shows it; empty where it may
 */
public record Verdict(Duration left, String reason) {

  public boolean usable() {
    return reason.isEmpty();
  }

  static Verdict use(Duration left) {
    return new Verdict(left, "");
  }

  public static Verdict refused(Duration left, String reason) {
    return new Verdict(left, reason);
  }
}
