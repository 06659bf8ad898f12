package io.llmcache.testing;

/**
 * Sends requests through a way in that leads to an upstream, with a cache of its own. Thread-safe.
 */
public interface Sender extends AutoCloseable {

  /**
   * Returns once status and headers are there; the body may still arrive.
   *
   * @throws Exception what the way in's caller gets when there is no reply
   */
  Answer send(Ask ask) throws Exception;

  /** Ends the way in and its cache. */
  @Override
  void close();
}
