/**
 * What the ways out of an application share: which header fields are the cache's, which bodies it
 * reads, and how a reply is recorded while its caller reads it. Touches the facade and exchange.
 */
@NullMarked
package io.llmcache.interceptor.outbound;

import org.jspecify.annotations.NullMarked;
