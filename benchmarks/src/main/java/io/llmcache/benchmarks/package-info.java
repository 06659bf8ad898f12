/**
 * Figures side by side with their floor or rival, and the report of them. Touches files of the
 * checkout, and starts what the suites need.
 */
@NullMarked
package io.llmcache.benchmarks;

import org.jspecify.annotations.NullMarked;
