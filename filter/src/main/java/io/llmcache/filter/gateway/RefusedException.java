package io.llmcache.filter.gateway;

/** The gateway itself answers, with a status and a reason that the client may read. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  RefusedException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** The upstream's name means an address that may not be called. */
  static RefusedException forbiddenAddress() {
    return new RefusedException(502, "it leads to a link-local or metadata address");
  }

  int status() {
    return status;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
