/**
 * The way in for LangChain4j: a decorator for its HTTP clients, so for all its models that use one.
 * Touches the facade, exchange, the rooms outbound and identity, and LangChain4j, which is only
 * there where the application has it.
 */
@NullMarked
package io.llmcache.interceptor.langchain4j;

import org.jspecify.annotations.NullMarked;
