/**
 * An assistant with a page: an ordinary Jakarta EE application that calls an LLM provider with the
 * standard JAX-RS client.
 *
 * <p>No class here knows the cache. It comes in by the dependency, looks at the outbound calls, and
 * says what it did in the response header {@code Cache-Status}; that header is all that is read.
 */
package io.llmcache.samples.assistant;
