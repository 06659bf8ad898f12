/**
 * What the wire formats have in common: reading bodies and streams of any framing, judging them,
 * and writing them anew in another shape. Each format has a room of its own below. Pure. Touches
 * exchange, spi and the JSON of internal.key.
 */
@NullMarked
package io.llmcache.internal.wire;

import org.jspecify.annotations.NullMarked;
