package io.llmcache.platform;

import io.llmcache.spi.CacheEvent;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request, in words for tags and attributes.
 *
 * @param outcome hit, would-hit, miss, bypass, stale or collapsed
 * @param tier l1, l2, or {@value #NONE}
 * @param kind exact or semantic where something stored was found, else {@value #NONE}
 */
public record RequestOutcome(String outcome, String tier, String kind) {

  /** Where a tag has nothing to say. */
  public static final String NONE = "none";

  private static final String SEMANTIC = "semantic-";

  /** Null where the event is not what came of a request. */
  public static @Nullable RequestOutcome of(CacheEvent event) {
    return switch (event.kind()) {
      case HIT -> found("hit", event.detail());
      case WOULD_HIT -> found("would-hit", event.detail());
      case MISS -> new RequestOutcome("miss", NONE, NONE);
      case BYPASS -> new RequestOutcome("bypass", NONE, NONE);
      case STALE -> new RequestOutcome("stale", NONE, NONE);
      case COLLAPSED -> new RequestOutcome("collapsed", NONE, NONE);
      default -> null;
    };
  }

  private static RequestOutcome found(String outcome, String detail) {
    return detail.startsWith(SEMANTIC)
        ? new RequestOutcome(outcome, detail.substring(SEMANTIC.length()), "semantic")
        : new RequestOutcome(outcome, detail.isEmpty() ? NONE : detail, "exact");
  }
}
