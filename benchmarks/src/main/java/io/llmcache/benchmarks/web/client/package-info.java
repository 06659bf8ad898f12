/**
 * A JAX-RS client that calls and calls. Loaded once for each client library, with the cache on its
 * class path and without. Touches the JAX-RS API and, where it is there, the cache.
 */
@NullMarked
package io.llmcache.benchmarks.web.client;

import org.jspecify.annotations.NullMarked;
