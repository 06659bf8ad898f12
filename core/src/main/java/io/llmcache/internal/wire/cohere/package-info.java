/**
 * Cohere's v2 API: chat with its two shapes, embeddings and reranking. Pure. Touches internal.wire
 * and what that may touch.
 */
@NullMarked
package io.llmcache.internal.wire.cohere;

import org.jspecify.annotations.NullMarked;
