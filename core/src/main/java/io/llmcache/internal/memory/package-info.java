/** The embedded default store. Touches spi and the JDK. */
@NullMarked
package io.llmcache.internal.memory;

import org.jspecify.annotations.NullMarked;
