package io.llmcache.internal.reply;

/** Bytes are not what their encoding promises. */
final class MalformedContentException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedContentException(String message) {
    super(message, null, false, false);
  }
}
