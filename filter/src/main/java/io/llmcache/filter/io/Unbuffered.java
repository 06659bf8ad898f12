package io.llmcache.filter.io;

import jakarta.servlet.AsyncContext;

/**
 * Has the bytes of an asynchronous response pass without Undertow's own buffer.
 *
 * <p>Undertow takes that buffer from a pool. Where a write finds that the client has gone, the
 * connection's closing gives the buffer back, on another thread, while the write still works on it;
 * by then it may hold another client's request. A buffer of a size of one's own is none of the
 * pool.
 */
final class Unbuffered {

  private Unbuffered() {}

  /** To be called before the response's stream is asked for. Other servers keep their buffer. */
  static void make(AsyncContext async) {
    if (!async.getClass().getName().startsWith("io.undertow.")) {
      return;
    }
    try {
      async.getResponse().setBufferSize(1);
    } catch (IllegalStateException e) {
      // somebody wrote before: the buffer is in use
    }
  }
}
