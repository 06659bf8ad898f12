/**
 * The readiness check {@code llmcache}. Touches the facade, the shared room, CDI and, behind a
 * check that it is there, MicroProfile Health.
 */
@NullMarked
package io.llmcache.platform.health;

import org.jspecify.annotations.NullMarked;
