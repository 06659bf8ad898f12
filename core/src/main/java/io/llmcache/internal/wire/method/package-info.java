/**
 * Calls of cached methods, as {@link io.llmcache.exchange.MethodFraming} frames them. Pure. Touches
 * exchange, spi, internal.wire and the JSON of internal.key.
 */
@NullMarked
package io.llmcache.internal.wire.method;

import org.jspecify.annotations.NullMarked;
