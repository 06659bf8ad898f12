package io.llmcache.exchange;

import org.jspecify.annotations.Nullable;

/**
 * The right, and the duty, to make one upstream call. Ends once: by {@link #failed}, by {@link
 * #close}, or with the recording that {@link #reply} began. Thread-safe. No method blocks or
 * throws.
 */
public interface Lease extends AutoCloseable {

  /**
   * The value of the reply's Cache-Status field (RFC 9211), for example {@code llmcache; fwd=miss}.
   */
  String cacheStatus();

  /**
   * The value of the reply's field {@code llmcache-explain}, or null where its caller did not ask,
   * or may not. An adapter that sets Cache-Status itself sets this one as well.
   */
  default @Nullable String explanation() {
    return null;
  }

  /**
   * Whether the reply is wanted. False for a bypass: then the adapter may send the reply straight
   * through, and need not call {@link #reply}.
   */
  boolean records();

  /**
   * Whether there is a stale answer that may be given in place of an error: an adapter that cannot
   * take its answer back holds the beginning of it back then.
   */
  default boolean standsBy() {
    return false;
  }

  /**
   * The body to send in place of the request's own, or null: as it is. A request gets one only if
   * it says that it is {@linkplain CacheRequest#divisible divisible}.
   */
  default byte @Nullable [] body() {
    return null;
  }

  /**
   * The upstream began to answer. Waiting followers attach here if the reply is a stream.
   *
   * @param headers the upstream's header fields as received
   */
  Recording reply(int status, Headers headers);

  /**
   * The stale answer to give in place of the upstream's error, or null where there is none, or
   * where the status is no such error. Asked before {@link #reply}; an answer ends the lease, and
   * the upstream's reply is let go of unread.
   */
  default @Nullable Reply insteadOf(int status, Headers headers) {
    return null;
  }

  /** The same where the upstream could not be reached or gave no reply; asked before failed. */
  default @Nullable Reply insteadOf(Throwable cause) {
    return null;
  }

  /** The upstream could not be reached or gave no answer: one follower takes over. */
  void failed(Throwable cause);

  /** Whether others wait for this call now; false once its reply began. */
  default boolean awaited() {
    return false;
  }

  /** Gives the lease back unused, if it has not ended otherwise. Idempotent. */
  @Override
  void close();
}
