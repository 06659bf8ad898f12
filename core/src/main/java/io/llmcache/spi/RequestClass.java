package io.llmcache.spi;

/** What may answer a request. */
public enum RequestClass {
  /** An answer to the same request, or to one of the same meaning. */
  CACHEABLE,
  /** Only an answer to the same request. */
  EXACT_ONLY,
  /** Only the provider: neither look up nor store. */
  PASS
}
