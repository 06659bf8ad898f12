/** Cache events as CDI events. Touches the facade, the shared room and CDI. */
@NullMarked
package io.llmcache.platform.events;

import org.jspecify.annotations.NullMarked;
