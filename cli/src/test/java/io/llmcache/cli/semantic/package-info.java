/** Tests of what the commands that judge questions share, and an embedder for tests. */
package io.llmcache.cli.semantic;
