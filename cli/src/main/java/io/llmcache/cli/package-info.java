/**
 * The command line: {@code llmcache.jar warm} fills the shared tier before anybody asks. Goes
 * through core's public API, as every way in does; touches picocli, Jackson's streaming API and
 * {@code java.net.http}, never the client of a store.
 */
@NullMarked
package io.llmcache.cli;

import org.jspecify.annotations.NullMarked;
