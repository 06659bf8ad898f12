/**
 * The main path of an exchange, and what runs beside it: look-up, collapsing, epochs, guarded
 * tiers. Touches everything below it: exchange, settings, spi, policy, key, reply.
 */
@NullMarked
package io.llmcache.internal.engine;

import org.jspecify.annotations.NullMarked;
