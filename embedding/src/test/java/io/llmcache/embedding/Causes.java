package io.llmcache.embedding;

/** All that an exception says, with its causes. */
final class Causes {

  private Causes() {}

  static String of(Throwable e) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      all.append(cause).append('\n');
    }
    return all.toString();
  }
}
