/**
 * OpenAI's Chat Completions and its compatible servers: what a request asks, how a reply ended, and
 * the reply in the other shape. Pure. Touches internal.wire and what that may touch, and Jackson's
 * streaming parser.
 */
@NullMarked
package io.llmcache.internal.wire.chat;

import org.jspecify.annotations.NullMarked;
