package io.llmcache.spi;

/**
 * How many stored answers an {@link Invalidation} would take away, by tier. An answer that is in
 * both is counted in both.
 *
 * @param near in the near tier of this node
 * @param shared in the shared tier, those of this namespace; 0 if there is none
 */
public record Matches(long near, long shared) {}
