package io.llmcache.internal.wire;

/** A reply holds something that its other form cannot say, or lacks what must be said there. */
public final class UnsayableException extends Exception {

  private static final long serialVersionUID = 1L;

  /** The message is for debuggers only. */
  public UnsayableException(String message) {
    super(message, null, false, false);
  }
}
