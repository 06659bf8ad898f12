/**
 * Anthropic's Messages and the counting of their tokens, as Anthropic, Vertex AI and compatible
 * servers speak them: what a request asks, how a reply ended, and the reply in the other shape.
 * Pure. Touches internal.wire and what that may touch.
 */
@NullMarked
package io.llmcache.internal.wire.anthropic;

import org.jspecify.annotations.NullMarked;
