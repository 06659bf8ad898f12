/**
 * Calls of methods through the cache: values, stages, publishers and streams, whatever platform
 * intercepts them. No CDI here. Touches the facade, exchange, and JSON Binding for results.
 */
@NullMarked
package io.llmcache.interceptor.method;

import org.jspecify.annotations.NullMarked;
