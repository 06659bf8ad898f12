/**
 * Replies in motion and at rest: the recorder that hands an upstream's bytes to every reader, the
 * codec of stored entries, the player. Touches exchange, settings, spi and policy's words.
 */
@NullMarked
package io.llmcache.internal.reply;

import org.jspecify.annotations.NullMarked;
