/**
 * The way in for applications that call providers with a JAX-RS client: RESTEasy, Jersey and the
 * MicroProfile Rest Client on either. Touches the facade, exchange, the rooms outbound and
 * identity, JAX-RS; RESTEasy in {@code Resteasy*} and Jersey in {@code Jersey*}, loaded only where
 * they are.
 */
@NullMarked
package io.llmcache.interceptor.jaxrs;

import org.jspecify.annotations.NullMarked;
