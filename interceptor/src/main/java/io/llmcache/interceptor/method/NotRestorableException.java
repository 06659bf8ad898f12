package io.llmcache.interceptor.method;

import org.jspecify.annotations.Nullable;

/** A result does not come back from its JSON as what it was. It is then not kept. */
public final class NotRestorableException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is lost, without its value: it is logged
   */
  public NotRestorableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
