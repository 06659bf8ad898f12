/**
 * AWS Bedrock's Converse and InvokeModel: what a request asks, how a reply ended, AWS's framing of
 * streams, and Converse's reply in the other shape. Pure. Touches internal.wire and what that may
 * touch.
 */
@NullMarked
package io.llmcache.internal.wire.bedrock;

import org.jspecify.annotations.NullMarked;
