/**
 * What others implement: stores and wire formats, and the words they need. Touches exchange,
 * settings and the JDK.
 */
@NullMarked
package io.llmcache.spi;

import org.jspecify.annotations.NullMarked;
