/**
 * Legacy Completions of OpenAI and of those who speak like it: what a request asks, how a reply
 * ended, and the reply in the other shape. Pure. Touches internal.wire and what that may touch.
 */
@NullMarked
package io.llmcache.internal.wire.completions;

import org.jspecify.annotations.NullMarked;
