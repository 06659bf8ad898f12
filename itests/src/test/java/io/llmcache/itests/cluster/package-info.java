/** What the applications of a cluster have beside a gateway. Runs in the server. */
@NullMarked
package io.llmcache.itests.cluster;

import org.jspecify.annotations.NullMarked;
