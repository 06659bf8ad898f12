/**
 * Meters for Micrometer. Touches the facade, the shared room and, behind a check that it is there,
 * Micrometer.
 */
@NullMarked
package io.llmcache.platform.micrometer;

import org.jspecify.annotations.NullMarked;
