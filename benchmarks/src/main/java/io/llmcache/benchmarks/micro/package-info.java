/**
 * What the cache costs in this process and in Redis, beside the floor or a rival. Touches core's
 * inner rooms, the embedder and a Redis of its own.
 */
@NullMarked
package io.llmcache.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
