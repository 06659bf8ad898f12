/**
 * The command {@code tune}: measures on labelled pairs what a threshold and the guards buy and
 * cost, as tables and as an HTML report. Touches {@code common} and {@code semantic} of this
 * module, and picocli.
 */
@NullMarked
package io.llmcache.cli.tune;

import org.jspecify.annotations.NullMarked;
