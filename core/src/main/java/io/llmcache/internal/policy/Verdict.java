package io.llmcache.internal.policy;

import java.time.Duration;

/**
 * Whether a stored reply may answer a request now.
 *
 * @param left how long it is still fresh; negative: stale
 * @param reason why it may not be used as it is, as Cache-Status shows it; empty where it may
 */
public record Verdict(Use use, Duration left, String reason) {

  /** What a stored reply is good for. */
  public enum Use {
    /** To be served. */
    SERVE,
    /** To be served if a fresh one is fetched meanwhile; else to stand in. */
    WHILE_REVALIDATING,
    /** To stand in where the upstream fails. */
    ON_ERROR,
    /** Nothing. */
    NONE
  }

  public boolean usable() {
    return use == Use.SERVE;
  }

  /** Whether it may be served where the upstream fails. */
  public boolean standsIn() {
    return use == Use.WHILE_REVALIDATING || use == Use.ON_ERROR;
  }

  static Verdict use(Duration left) {
    return new Verdict(Use.SERVE, left, "");
  }

  public static Verdict refused(Duration left, String reason) {
    return new Verdict(Use.NONE, left, reason);
  }
}
