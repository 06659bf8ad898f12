/**
 * Ollama's own API: chat, generate and embed. Pure. Touches exchange, spi, internal.wire and the
 * JSON of internal.key.
 */
@NullMarked
package io.llmcache.internal.wire.ollama;

import org.jspecify.annotations.NullMarked;
