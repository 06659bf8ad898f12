/**
 * What can be configured, read from the sources in their order and validated once. Touches exchange
 * and the JDK.
 */
@NullMarked
package io.llmcache.settings;

import org.jspecify.annotations.NullMarked;
