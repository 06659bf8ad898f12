/** An application that comes and goes. */
@NullMarked
package io.llmcache.itests.redeploy;

import org.jspecify.annotations.NullMarked;
