/**
 * The command line, and its command {@code warm}, which fills the shared tier before anybody asks.
 * It goes through core's public API, as every way in does; touches picocli, Jackson's streaming API
 * and {@code java.net.http}, never the client of a store. The other commands have rooms of their
 * own below this one, and touch nothing here.
 */
@NullMarked
package io.llmcache.cli;

import org.jspecify.annotations.NullMarked;
