package io.llmcache.interceptor.method;

import org.jspecify.annotations.Nullable;

/**
 * How the results of one method become JSON (RFC 8259, in UTF-8) and come back. Thread-safe. What
 * it throws beside {@link NotRestorableException} counts as the same.
 */
public interface ResultCodec {

  /**
   * The result as JSON.
   *
   * @throws NotRestorableException if {@link #fromJson} would not give an equal result back
   */
  byte[] toJson(@Nullable Object result) throws NotRestorableException;

  /**
   * A result of the caller's own: no other caller gets the same object.
   *
   * @throws NotRestorableException if the text is none of such a result, for example since the
   *     class has changed
   */
  @Nullable Object fromJson(byte[] json) throws NotRestorableException;

  /** Whether this result may be kept at all. Not asked about the items of a publisher. */
  default boolean keeps(@Nullable Object result) {
    return true;
  }
}
