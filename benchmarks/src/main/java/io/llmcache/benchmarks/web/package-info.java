/**
 * The cache over HTTP beside the floor of its platform: load, a simulated provider, and one WildFly
 * that has both sides. Touches sockets, processes and the file system.
 */
@NullMarked
package io.llmcache.benchmarks.web;

import org.jspecify.annotations.NullMarked;
