/**
 * The shared tier on Redis, with Jedis. Touches core's spi and settings, and Jedis; everything here
 * but the factory is for this room alone.
 */
@NullMarked
package io.llmcache.redis;

import org.jspecify.annotations.NullMarked;
