/** An application that puts the cache around its JDK's HTTP client. */
@NullMarked
package io.llmcache.itests.decorated;

import org.jspecify.annotations.NullMarked;
