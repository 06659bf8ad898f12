package io.llmcache.testing;

import io.llmcache.exchange.Headers;
import java.io.IOException;

/** What an {@link UpstreamAnswer} writes to: one HTTP/1.1 exchange. For one thread. */
public interface Wire {

  /** Status line, fields and a body of known length: the whole reply. */
  void whole(int status, Headers headers, byte[] body) throws IOException;

  /** Status line and fields of a reply in chunked transfer coding. */
  void head(int status, Headers headers) throws IOException;

  /** One chunk, flushed. */
  void chunk(byte[] bytes) throws IOException;

  /** The last chunk: the reply is whole. */
  void end() throws IOException;

  /** Closes the TCP connection here and now. */
  void cut() throws IOException;
}
