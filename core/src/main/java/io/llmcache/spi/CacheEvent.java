package io.llmcache.spi;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened. Holds no prompt, answer, key or credential, but for the questions in its
 * likeness where the settings allow them.
 *
 * @param kind what happened
 * @param detail which tier, or why, in a few words
 * @param model the model asked for; empty where unknown
 * @param usage tokens: saved by a HIT, spent by a STORED; else unknown
 * @param millis time saved by a HIT, time taken by a STORED; else 0
 * @param likeness the two questions, where it is about two; else null
 */
public record CacheEvent(
    Kind kind, String detail, String model, Usage usage, long millis, @Nullable Likeness likeness) {

  /** An event that is not about two questions. */
  public CacheEvent(Kind kind, String detail, String model, Usage usage, long millis) {
    this(kind, detail, model, usage, millis, null);
  }

  /** An event about no model and no tokens. */
  public static CacheEvent of(Kind kind, String detail) {
    return new CacheEvent(kind, detail, "", Usage.UNKNOWN, 0);
  }

  /** What can happen. */
  public enum Kind {
    /** Served from a tier; detail is the tier, after {@code semantic-} where it is by meaning. */
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
    /** A question was not answered by meaning; detail is why. */
    NO_MATCH,
    /** A stored question was near enough, and refused; detail is the guard. */
    VETOED,
    /** A stored answer was compared with a live one; detail is what came of it. */
    COMPARED,
    /** The judge was asked about a near miss; detail is what it said. */
    JUDGED,
    /** A caller said that an answer by meaning was wrong. */
    WRONG,
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
