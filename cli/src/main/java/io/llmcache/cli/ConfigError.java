package io.llmcache.cli;

/** Why a run cannot begin, with the remedy. */
final class ConfigError extends RuntimeException {

  private static final long serialVersionUID = 1;

  ConfigError(String message) {
    super(message);
  }
}
