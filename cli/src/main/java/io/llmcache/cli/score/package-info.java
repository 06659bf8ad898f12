/**
 * The command {@code score}: JSON lines in, one verdict for each out. Touches {@code common} and
 * {@code semantic} of this module, picocli and Jackson's streaming API.
 */
@NullMarked
package io.llmcache.cli.score;

import org.jspecify.annotations.NullMarked;
