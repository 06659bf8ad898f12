/**
 * The words that the ways in and the engine share: a request, the reply to it, and what the engine
 * says to do. Touches the JDK only.
 */
@NullMarked
package io.llmcache.exchange;

import org.jspecify.annotations.NullMarked;
