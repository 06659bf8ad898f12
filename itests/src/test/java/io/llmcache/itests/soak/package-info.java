/**
 * Mixed traffic for a long time, and what a server holds meanwhile. Knows a server by its address
 * and by JMX only. Touches the JDK and core's fixtures.
 */
@NullMarked
package io.llmcache.itests.soak;

import org.jspecify.annotations.NullMarked;
