/** Tests of the command score. */
package io.llmcache.cli.score;
