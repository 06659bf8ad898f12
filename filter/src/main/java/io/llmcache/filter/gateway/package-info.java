/**
 * The gateway: a streaming reverse proxy to configured upstreams, with the cache in the middle.
 * Touches core's facade, exchange, settings, {@code io.llmcache.filter.io} and the Servlet API.
 */
@NullMarked
package io.llmcache.filter.gateway;

import org.jspecify.annotations.NullMarked;
