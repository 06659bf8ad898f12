/**
 * Cached methods on CDI and EJB: finds the annotated methods when an application is deployed,
 * refuses what cannot work, and puts the calls of the rest through {@code
 * io.llmcache.interceptor.method}. Touches CDI, interceptors, JSON-B, and Expression Language where
 * a method asks for it; nothing refers to it but the service file of its extension.
 */
@NullMarked
package io.llmcache.interceptor.cdi;

import org.jspecify.annotations.NullMarked;
