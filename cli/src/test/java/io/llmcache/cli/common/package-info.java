/** Tests of what every command shares. */
package io.llmcache.cli.common;
