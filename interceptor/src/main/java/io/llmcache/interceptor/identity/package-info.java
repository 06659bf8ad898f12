/**
 * Who the caller of a way out is, where answers are shared by that (setting {@code tenant}).
 * Touches the facade, settings, and of Jakarta what is there: Security, CDI, Servlet,
 * Authorization.
 */
@NullMarked
package io.llmcache.interceptor.identity;

import org.jspecify.annotations.NullMarked;
