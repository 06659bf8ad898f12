/**
 * Embedders, in process and by HTTP, and the models that judge what an embedder found. Touches
 * core's spi and settings, onnxruntime and jackson-core; everything here but the factories is for
 * this room alone.
 */
@NullMarked
package io.llmcache.embedding;

import org.jspecify.annotations.NullMarked;
