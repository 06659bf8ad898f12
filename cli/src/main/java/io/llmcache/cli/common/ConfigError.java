package io.llmcache.cli.common;

/** Why a run cannot begin, with the remedy. */
public final class ConfigError extends RuntimeException {

  private static final long serialVersionUID = 1;

  public ConfigError(String message) {
    super(message);
  }
}
