/** Tests of the command line. */
package io.llmcache.cli;
