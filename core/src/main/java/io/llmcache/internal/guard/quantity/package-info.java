/**
 * The quantities of a question: numbers, units, money, dates and times, each in one canonical form.
 * Pure. Touches guard.text.
 */
@NullMarked
package io.llmcache.internal.guard.quantity;

import org.jspecify.annotations.NullMarked;
