package io.llmcache.internal.engine;

import io.llmcache.internal.engine.TieredLookup.Found;
import io.llmcache.internal.semantic.Match;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Meaning;
import org.jspecify.annotations.Nullable;

/**
 * What came of looking for a question by meaning.
 *
 * @param meaning of the question; null: it takes no part
 * @param best the stored question that is a hit, else the nearest that is not; null: none is near
 * @param why it is no hit, in a word or two; empty where it is one, and where nothing was sought
 */
record Sought(@Nullable Meaning meaning, @Nullable Candidate best, String why) {

  /** Answers by meaning are off, or the request has no question. */
  static final Sought NOTHING = new Sought(null, null, "");

  /** The embedder had no vector in time, or failed. */
  static final Sought NOT_EMBEDDED = refused("no-embedding");

  static Sought refused(String why) {
    return new Sought(null, null, why);
  }

  /** The answer to serve, or null. */
  @Nullable Candidate hit() {
    return best != null && best.match().hit() ? best : null;
  }

  /** Whether the question is to be embedded once its answer is stored, since it was not before. */
  boolean owesMeaning() {
    return this == NOT_EMBEDDED;
  }

  /** The stored question that was near, and not near enough or refused; or null. */
  @Nullable Candidate nearMiss() {
    return best != null && !best.match().hit() ? best : null;
  }

  /**
   * A stored question, its answer, and whether that may be served.
   *
   * @param key of the entry
   */
  record Candidate(CacheKey key, Found found, Match match) {}
}
