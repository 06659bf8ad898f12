package io.llmcache.spi;

/**
 * One thing that happened. Holds no prompt, answer, key or credential.
 *
 * @param kind what happened
 * @param detail which tier, or why, in a few words
 * @param model the model asked for; empty where unknown
 * @param usage tokens: saved by a HIT, spent by a STORED; else unknown
 * @param millis time saved by a HIT, time taken by a STORED; else 0
 */
public record CacheEvent(Kind kind, String detail, String model, Usage usage, long millis) {

  /** An event about no model and no tokens. */
  public static CacheEvent of(Kind kind, String detail) {
    return new CacheEvent(kind, detail, "", Usage.UNKNOWN, 0);
  }

  /** What can happen. */
  public enum Kind {
    /** Served from a tier; detail is the tier. */
    HIT,
    /** Served stale; detail is why. */
    STALE,
    /** A call without a caller began, to fetch a fresh answer; detail is why. */
    REFRESH,
    /** Nothing usable was stored; the upstream is called. */
    MISS,
    /** Served with the answer to an identical call in flight. */
    COLLAPSED,
    /** The cache kept out; detail is why. */
    BYPASS,
    /** An answer was stored. */
    STORED,
    /** An answer was not stored; detail is why. */
    NOT_STORED,
    /** In mode observe: it would have been a hit. */
    WOULD_HIT,
    /** A tier, parser or listener failed; detail is which and how. */
    FAULT,
    /** A tier is left alone until it answers again; detail is the tier. */
    TIER_DOWN,
    /** A tier answers again; detail is the tier. */
    TIER_UP,
    /** Something was invalidated; detail is the scope's kind. */
    INVALIDATED
  }
}
