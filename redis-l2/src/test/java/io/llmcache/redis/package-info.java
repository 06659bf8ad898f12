/** Tests of the shared tier, on a real Redis Stack where one can be had. */
@NullMarked
package io.llmcache.redis;

import org.jspecify.annotations.NullMarked;
