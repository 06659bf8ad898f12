/**
 * Google's generateContent, streamGenerateContent and countTokens, as the Gemini API and Vertex AI
 * speak them. Pure. Touches exchange, spi, internal.wire and the JSON of internal.key.
 */
@NullMarked
package io.llmcache.internal.wire.gemini;

import org.jspecify.annotations.NullMarked;
