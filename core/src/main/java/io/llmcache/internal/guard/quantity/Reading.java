package io.llmcache.internal.guard.quantity;

/**
 * A quantity that was read.
 *
 * @param end the index of the first piece after it
 */
record Reading(Quantity quantity, int end) {}
