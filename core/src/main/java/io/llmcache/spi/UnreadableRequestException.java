package io.llmcache.spi;

/**
 * A body is not what its path promises: invalid JSON, a duplicate key, a missing model. The request
 * is then passed on untouched; the provider will say what is wrong.
 */
public final class UnreadableRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  /** The message is shown in Cache-Status: a few words, no content of the request. */
  public UnreadableRequestException(String message) {
    super(message, null, false, false);
  }
}
