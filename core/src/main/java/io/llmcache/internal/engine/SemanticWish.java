package io.llmcache.internal.engine;

import io.llmcache.exchange.Headers;
import io.llmcache.spi.CacheKey;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about answers by meaning.
 *
 * @param isOff it wants none
 * @param atLeast the least similarity that it takes; 0: what is configured. It cannot go below that
 * @param wrong the match that its caller got for it before, and says is wrong; empty: none
 */
record SemanticWish(boolean isOff, double atLeast, String wrong) {

  /** The request header: {@code off}, or a similarity of 0 to 1. */
  static final String FIELD = "llmcache-semantic";

  /** The request header that gives back the value of {@link #MATCH}. */
  static final String WRONG = "llmcache-wrong";

  /** The reply header that names the stored answer that was served by meaning. */
  static final String MATCH = "llmcache-match";

  /** Never fails: what is not understood asks for no answer by meaning, which is the safe side. */
  static SemanticWish of(Headers headers) {
    String field = headers.first(FIELD);
    String wrong = headers.first(WRONG);
    String match = wrong == null ? "" : wrong.strip().toLowerCase(Locale.ROOT);
    if (field == null) {
      return new SemanticWish(false, 0, match);
    }
    try {
      double least = Double.parseDouble(field.strip());
      return new SemanticWish(!(least >= 0 && least <= 1), least, match);
    } catch (NumberFormatException e) {
      return new SemanticWish(true, 0, match);
    }
  }

  boolean saysNothing() {
    return !isOff && atLeast == 0 && wrong.isEmpty();
  }

  /** The match that is said to be wrong; null: none is, or that is no key. */
  @Nullable CacheKey wrongKey() {
    return wrong.matches("[0-9a-f]{64}") ? new CacheKey(HexFormat.of().parseHex(wrong)) : null;
  }
}
