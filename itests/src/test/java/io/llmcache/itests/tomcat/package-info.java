/** Tomcat, as an application starts it that has it embedded. Touches Tomcat and the JDK. */
@NullMarked
package io.llmcache.itests.tomcat;

import org.jspecify.annotations.NullMarked;
