/** Tests of the near tier in a plain JVM; those on a server are in itests. */
@NullMarked
package io.llmcache.infinispan;

import org.jspecify.annotations.NullMarked;
