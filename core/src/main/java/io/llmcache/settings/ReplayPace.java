package io.llmcache.settings;

/**
 * How fast a stored stream is replayed.
 *
 * @param tokensPerSecond only for TOKENS, else 0
 */
public record ReplayPace(Kind kind, int tokensPerSecond) {

  /** What sets the pace. */
  public enum Kind {
    /** As fast as the caller reads. */
    INSTANT,
    /** As it came from the provider. */
    RECORDED,
    /** So many tokens a second. */
    TOKENS
  }

  public static final ReplayPace INSTANT = new ReplayPace(Kind.INSTANT, 0);
  public static final ReplayPace RECORDED = new ReplayPace(Kind.RECORDED, 0);
}
