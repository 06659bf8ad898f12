/**
 * What {@code score} and {@code tune} share: the embedder and the matcher, put together from the
 * same classes that serve. It reaches into core's internals for them on purpose: a tool that judged
 * by rules of its own would say nothing about the cache. Touches {@code common} of this module.
 */
@NullMarked
package io.llmcache.cli.semantic;

import org.jspecify.annotations.NullMarked;
