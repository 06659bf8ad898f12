/**
 * Metrics and span attributes for OpenTelemetry. Touches the facade, the shared room and, behind a
 * check that it is there, the OpenTelemetry API.
 */
@NullMarked
package io.llmcache.platform.opentelemetry;

import org.jspecify.annotations.NullMarked;
