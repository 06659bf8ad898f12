/**
 * What every command shares: lines, settings, exit codes and the words for a run that cannot begin.
 * Touches no other room of this module.
 */
@NullMarked
package io.llmcache.cli.common;

import org.jspecify.annotations.NullMarked;
