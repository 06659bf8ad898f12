/**
 * Random input for all that reads what others wrote: requests, replies and stored entries. A
 * failure names its seed; {@code -Dfuzz.seed=SEED} repeats it.
 */
@NullMarked
package io.llmcache.fuzz;

import org.jspecify.annotations.NullMarked;
