package io.llmcache.interceptor.cdi;

/** A method cannot be cached as it is written; the message says what to change. */
final class PlanException extends RuntimeException {

  PlanException(String message) {
    super(message);
  }
}
