package io.llmcache.spi;

import org.jspecify.annotations.Nullable;

/**
 * Two questions that were compared.
 *
 * @param similarity cosine of the two
 * @param verdict why it was a hit or not, in a few words
 * @param stored key of the entry that answers the one
 * @param asked key of the request that asks the other
 * @param storedQuestion its text; null unless the settings allow texts
 * @param askedQuestion its text; null unless the settings allow texts
 */
public record Likeness(
    double similarity,
    String verdict,
    CacheKey stored,
    CacheKey asked,
    @Nullable String storedQuestion,
    @Nullable String askedQuestion) {}
