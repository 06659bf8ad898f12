/**
 * What the filter and the gateway share: reading request bodies, and writing replies to servlet
 * responses. Touches exchange and the Servlet API.
 */
@NullMarked
package io.llmcache.filter.io;

import org.jspecify.annotations.NullMarked;
