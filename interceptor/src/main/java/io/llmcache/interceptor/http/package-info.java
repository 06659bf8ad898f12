/**
 * The way in for applications that call providers with {@link java.net.http.HttpClient}. Touches
 * the facade, exchange, the rooms outbound and identity, and the JDK.
 */
@NullMarked
package io.llmcache.interceptor.http;

import org.jspecify.annotations.NullMarked;
