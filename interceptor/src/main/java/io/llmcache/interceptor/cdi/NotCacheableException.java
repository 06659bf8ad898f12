package io.llmcache.interceptor.cdi;

/** This call cannot be cached; others of the same method may. */
final class NotCacheableException extends Exception {

  NotCacheableException(String message) {
    super(message);
  }

  NotCacheableException(String message, Throwable cause) {
    super(message, cause);
  }
}
