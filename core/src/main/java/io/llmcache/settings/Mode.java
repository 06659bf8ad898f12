package io.llmcache.settings;

/** How far the cache goes. */
public enum Mode {
  /** Look up, serve and store. */
  SERVE,
  /** Look up, count and store; never serve and never merge calls. */
  OBSERVE,
  /** Touch nothing. */
  OFF
}
