/**
 * The cache as an administrator sees it: one object with its figures and what may be done to it,
 * and that object in JMX. Touches the facade, settings, spi and java.management.
 */
@NullMarked
package io.llmcache.management;

import org.jspecify.annotations.NullMarked;
