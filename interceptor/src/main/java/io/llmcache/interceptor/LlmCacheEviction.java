package io.llmcache.interceptor;

import io.llmcache.spi.Invalidation;
import java.util.Objects;

/**
 * A CDI event that takes stored answers away: {@code Event<LlmCacheEviction>.fire(..)}. Fired
 * within a transaction it takes effect when that commits, and none if it is rolled back; fired
 * without, or by {@code fireAsync}, at once. Answers that were asked for before are not served any
 * more: on this node from then on, on others that share the tier within five seconds.
 *
 * @param what the answers meant
 */
public record LlmCacheEviction(Invalidation what) {

  /** What the tag begins with that each answer of a method has; its name follows. */
  public static final String METHOD_TAG = "method:";

  public LlmCacheEviction {
    Objects.requireNonNull(what);
  }

  /**
   * Answers of methods and requests with this tag.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public static LlmCacheEviction tag(String tag) {
    return new LlmCacheEviction(Invalidation.tag(tag));
  }

  /**
   * Answers whose request named this model, exactly so.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public static LlmCacheEviction model(String model) {
    return new LlmCacheEviction(Invalidation.model(model));
  }

  /**
   * All answers of a cached method.
   *
   * @param name as in {@link LlmCached#name}, or what stands for it
   */
  public static LlmCacheEviction method(String name) {
    return tag(METHOD_TAG + name);
  }

  /** Every answer in the application's namespace. */
  public static LlmCacheEviction all() {
    return new LlmCacheEviction(Invalidation.namespace());
  }
}
