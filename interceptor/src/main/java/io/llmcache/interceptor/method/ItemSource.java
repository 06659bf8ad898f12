package io.llmcache.interceptor.method;

/** Where a subscriber's items come from. Thread-safe. */
interface ItemSource {

  /** So many more are wanted. */
  void request(long count);

  /** No more are. Idempotent. */
  void cancel();
}
