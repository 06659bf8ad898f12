/** What tests put beside an application to look into its server. Touches Servlet and the JDK. */
@NullMarked
package io.llmcache.itests.probe;

import org.jspecify.annotations.NullMarked;
