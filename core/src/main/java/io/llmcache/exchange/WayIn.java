package io.llmcache.exchange;

/** Where a request was met. It decides what counts as the caller's identity, and nothing else. */
public enum WayIn {
  /** The servlet filter: the request is for the application itself. */
  SERVLET,
  /** The gateway servlet: the request goes on to a configured route. */
  GATEWAY,
  /** An HTTP client of the application: the request leaves for a provider. */
  CLIENT,
  /** A method of a bean: the request is the call itself, and leaves for nobody. */
  METHOD
}
