/** Servers and clients for the tests of this module. */
package io.llmcache.filter.support;
