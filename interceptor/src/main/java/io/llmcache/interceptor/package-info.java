/**
 * Cached methods, as their author writes them: annotations, and the event that takes answers away.
 * Touches nothing of the cache; of Jakarta it needs the annotations of CDI and of interceptors
 * alone.
 */
@NullMarked
package io.llmcache.interceptor;

import org.jspecify.annotations.NullMarked;
