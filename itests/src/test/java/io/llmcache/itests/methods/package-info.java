/**
 * An application whose beans have cached methods. It knows of the cache nothing but the
 * annotations. Touches Jakarta EE and the JDK.
 */
@NullMarked
package io.llmcache.itests.methods;

import org.jspecify.annotations.NullMarked;
