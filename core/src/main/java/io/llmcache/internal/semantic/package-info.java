/**
 * Whether two questions have the same answer, and whether two answers say the same. Knows no store
 * and no exchange. Touches guard, spi, settings and the JDK.
 */
@NullMarked
package io.llmcache.internal.semantic;

import org.jspecify.annotations.NullMarked;
