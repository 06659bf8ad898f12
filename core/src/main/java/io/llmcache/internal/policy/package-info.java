/**
 * Decisions: facts, settings and an instant in, a verdict with its reason out. Pure. Touches
 * exchange, settings and spi.
 */
@NullMarked
package io.llmcache.internal.policy;

import org.jspecify.annotations.NullMarked;
