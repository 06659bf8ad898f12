/**
 * The wire formats that come with the cache, each found by {@link java.util.ServiceLoader} like
 * anybody's: what a request asks, and how a reply ended. Pure. Touches exchange, spi, the JSON of
 * internal.key, and Jackson's streaming parser.
 */
@NullMarked
package io.llmcache.internal.wire;

import org.jspecify.annotations.NullMarked;
