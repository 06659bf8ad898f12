/**
 * A simulated LLM provider with the face of OpenAI's Chat Completions API.
 *
 * <p>It invents its answers from a few templates and takes as long over them as a real provider
 * might. It knows nothing of the cache: it stands where a provider stands.
 */
package io.llmcache.samples.provider;
