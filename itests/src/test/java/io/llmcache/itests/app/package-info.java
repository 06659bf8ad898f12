/**
 * Applications that the tests deploy. They call a provider as any application would, and know
 * nothing of the cache. Touches Jakarta EE and the JDK.
 */
@NullMarked
package io.llmcache.itests.app;

import org.jspecify.annotations.NullMarked;
