package io.llmcache.filter.gateway;

/** The gateway itself answers, with a status and a reason that the client may read. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  RefusedException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
