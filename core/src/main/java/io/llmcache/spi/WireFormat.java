package io.llmcache.spi;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import java.net.URI;

/**
 * One provider API: how its requests and replies are read. Found by {@link
 * java.util.ServiceLoader}. Thread-safe, pure: no clock, no I/O.
 */
public interface WireFormat {

  /** Stable for ever, since it is part of the key: {@code openai.chat}. */
  String id();

  /**
   * Whether a request of this method and target is of this format, by method and path alone; cheap.
   *
   * @param target absolute
   */
  boolean recognises(String method, URI target);

  /**
   * Reads a recognised request.
   *
   * @throws UnreadableRequestException if the body is not of this format
   */
  RequestFacts read(CacheRequest request) throws UnreadableRequestException;

  /**
   * A new tracker for the reply to a request that was read.
   *
   * @param headers of the reply; the bytes that the tracker gets are decoded from any content
   *     encoding
   */
  ReplyTracker track(RequestFacts request, int status, Headers headers);
}
