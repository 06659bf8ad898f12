/**
 * What the rooms for each platform interface share: which interface is there, the figures that are
 * counted, the deployment's beans. Touches the facade, spi, and CDI; none of the optional
 * interfaces. Not for applications.
 */
@NullMarked
package io.llmcache.platform;

import org.jspecify.annotations.NullMarked;
