/**
 * What a servlet can do at best: it knows the answer beforehand. Runs in WildFly, in a WAR that has
 * nothing of the cache. Touches the Servlet API, Jedis and the JDK's HTTP client.
 */
@NullMarked
package io.llmcache.benchmarks.web.floor;

import org.jspecify.annotations.NullMarked;
