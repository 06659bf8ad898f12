/**
 * What leaves the process: entries encrypted or signed on their way into a store, and checked on
 * their way out. Touches settings, spi, files and the platform's cryptography.
 */
@NullMarked
package io.llmcache.internal.seal;

import org.jspecify.annotations.NullMarked;
