/**
 * A question cut into words, numbers and symbols, and which of these are code rather than prose.
 * Pure. Touches the JDK alone.
 */
@NullMarked
package io.llmcache.internal.guard.text;

import org.jspecify.annotations.NullMarked;
