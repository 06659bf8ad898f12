/**
 * Settings from MicroProfile Config. Touches settings and, behind a check that it is there,
 * MicroProfile Config.
 */
@NullMarked
package io.llmcache.platform.config;

import org.jspecify.annotations.NullMarked;
