/**
 * OpenAI's embeddings and those of the servers compatible with it: what a request asks, whether a
 * reply has all vectors, the vectors in the other encoding, and one input's part of a batch. Pure.
 * Touches internal.wire and what that may touch.
 */
@NullMarked
package io.llmcache.internal.wire.embeddings;

import org.jspecify.annotations.NullMarked;
