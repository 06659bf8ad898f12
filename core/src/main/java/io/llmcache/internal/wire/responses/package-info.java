/**
 * OpenAI's Responses API: what a request asks, how a reply ended, and the reply in the other shape.
 * Pure. Touches internal.wire and what that may touch.
 */
@NullMarked
package io.llmcache.internal.wire.responses;

import org.jspecify.annotations.NullMarked;
