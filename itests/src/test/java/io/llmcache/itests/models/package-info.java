/** An application with LangChain4j's models, which needs its jars. */
@NullMarked
package io.llmcache.itests.models;

import org.jspecify.annotations.NullMarked;
