package io.llmcache.settings;

/** How far answers by meaning go. */
public enum SemanticMode {
  /** No embedding, no look-up by meaning. */
  OFF,
  /** Decide and compare with the live answer; serve nothing by meaning. */
  OBSERVE,
  /** Serve. */
  SERVE
}
