/**
 * The LLM response cache: the facade {@link io.llmcache.LlmCache}, and the registry of one engine
 * per deployment. The only wiring room: touches all of core.
 */
@NullMarked
package io.llmcache;

import org.jspecify.annotations.NullMarked;
