/**
 * The cache in front of an application's own LLM endpoints, and the start and stop of a deployment.
 * Touches core's facade, exchange, settings, the gateway, the administrator's page and the Servlet
 * API.
 */
@NullMarked
package io.llmcache.filter;

import org.jspecify.annotations.NullMarked;
