package io.llmcache.cli.semantic;

/** As a user writes it. */
public enum OnOff {
  on,
  off
}
