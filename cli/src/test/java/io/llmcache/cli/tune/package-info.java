/** Tests of the command tune. */
package io.llmcache.cli.tune;
