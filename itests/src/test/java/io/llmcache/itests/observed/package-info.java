/** An application that looks at what the cache does, for the tests of that. */
@org.jspecify.annotations.NullMarked
package io.llmcache.itests.observed;
