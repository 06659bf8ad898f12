package io.llmcache.internal.policy;

/**
 * Whether a request takes part.
 *
 * @param reason why it does not, in a few words; empty where it does
 */
public record Admission(Way way, String reason) {

  /** What to do with the request. */
  public enum Way {
    /** Look up, and store what the upstream says. */
    LOOK_UP,
    /** Call the upstream all the same, and store what it says. */
    REFRESH,
    /** Keep out. */
    BYPASS
  }

  static Admission bypass(String reason) {
    return new Admission(Way.BYPASS, reason);
  }
}
