/** The vector index of the near tier, in this JVM's memory. Touches spi and the JDK. */
@NullMarked
package io.llmcache.internal.vector;

import org.jspecify.annotations.NullMarked;
