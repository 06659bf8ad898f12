/** Figures side by side with their floor or rival, and the report of them. */
@NullMarked
package io.llmcache.benchmarks;

import org.jspecify.annotations.NullMarked;
