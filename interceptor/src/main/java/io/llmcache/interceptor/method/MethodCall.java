package io.llmcache.interceptor.method;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a cached method, as the cache sees it. Immutable.
 *
 * @param name of the method: one application's methods of the same name share answers
 * @param returns the type of its results, or items, with type arguments: another type is another
 *     method
 * @param argumentsJson the arguments that count, as one JSON text. Numbers, nulls and the order of
 *     lists count as they are written, the order of names does not
 * @param questionPath the member of the outermost object whose text may be said in other words;
 *     null: none
 * @param ttl how long the answer is fresh; null: as configured
 * @param threshold the least similarity of an answer by meaning, from 0 to 1, which can only raise
 *     the configured one; null: that one
 * @param semantic whether answers by meaning are looked for
 * @param tags by which the answer can be invalidated; a comma cannot be in one
 * @param principal the caller; null: nobody
 * @param shared whether everybody may have the answer, and not this caller alone
 * @param callAgain whether the method is called in any case, and its answer replaces the stored one
 */
public record MethodCall(
    String name,
    String returns,
    String argumentsJson,
    @Nullable String questionPath,
    @Nullable Duration ttl,
    @Nullable Double threshold,
    boolean semantic,
    List<String> tags,
    @Nullable String principal,
    boolean shared,
    boolean callAgain) {

  public MethodCall {
    tags = List.copyOf(tags);
    if (ttl != null && ttl.isNegative()) {
      throw new IllegalArgumentException(
          "%s: the lifetime %s is negative; 0 keeps nothing".formatted(name, ttl));
    }
    if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "%s: the threshold %s is not from 0 to 1".formatted(name, threshold));
    }
  }

  /** The same call, made whatever is stored. */
  MethodCall again() {
    return new MethodCall(
        name,
        returns,
        argumentsJson,
        questionPath,
        ttl,
        threshold,
        semantic,
        tags,
        principal,
        shared,
        true);
  }
}
