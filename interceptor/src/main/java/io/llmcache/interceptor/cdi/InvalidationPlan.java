package io.llmcache.interceptor.cdi;

import io.llmcache.interceptor.LlmCacheEviction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is taken away once a method has succeeded.
 *
 * @param place the method, as messages have it
 * @param name of a cached method; null: none
 */
record InvalidationPlan(
    String place, List<TagTemplate> tags, @Nullable String name, boolean all, Notices notices) {

  /**
   * For these arguments. A tag that no entry can have takes nothing away; where a tag cannot be
   * told, everything is.
   */
  List<LlmCacheEviction> of(@Nullable Object[] arguments) {
    List<LlmCacheEviction> evictions = new ArrayList<>();
    if (all) {
      evictions.add(LlmCacheEviction.all());
    }
    if (name != null) {
      evictions.add(LlmCacheEviction.method(name));
    }
    for (TagTemplate tag : tags) {
      try {
        evictions.add(LlmCacheEviction.tag(tag.of(arguments)));
      } catch (NotCacheableException e) {
        if (e.getCause() != null) {
          notices.warn(
              "tag", "Everything was invalidated after %s: " + e.getMessage(), e.getCause());
          evictions.add(LlmCacheEviction.all());
        }
      }
    }
    return evictions;
  }
}
