package io.llmcache.settings;

/** A setting is wrong. The message names key, value, source and remedy, and is fit for a log. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }
}
