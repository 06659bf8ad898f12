/**
 * The near tier on Infinispan: in a container of the server, or in a manager of the deployment's
 * own. Touches core's spi and settings, JNDI, Infinispan, and the threads of Infinispan's RxJava;
 * the factory touches no class of Infinispan, since there may be none.
 */
@NullMarked
package io.llmcache.infinispan;

import org.jspecify.annotations.NullMarked;
