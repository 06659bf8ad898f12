package io.llmcache.filter.admin;

/** A request that is answered with a status and a sentence. */
final class RefusalException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String sentence;

  RefusalException(int status, String sentence) {
    super(sentence);
    this.status = status;
    this.sentence = sentence;
  }

  int status() {
    return status;
  }

  @Override
  public String getMessage() {
    return sentence;
  }
}
