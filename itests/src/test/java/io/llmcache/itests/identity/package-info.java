/** An application with callers who say who they are, and with an open page. */
@NullMarked
package io.llmcache.itests.identity;

import org.jspecify.annotations.NullMarked;
