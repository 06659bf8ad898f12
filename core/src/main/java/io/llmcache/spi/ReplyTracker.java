package io.llmcache.spi;

import java.nio.ByteBuffer;

/**
 * Reads a reply as it passes, to say at the end what it was. End of bytes is not completeness: a
 * stream is complete when its terminal mark was read. For one thread at a time. Never throws on any
 * bytes, and keeps only a bounded amount of them.
 */
public interface ReplyTracker {

  /** The next bytes, split anywhere. The buffer is only read; its position need not be kept. */
  void accept(ByteBuffer bytes);

  /**
   * Whether the bytes so far are a complete reply by themselves: the terminal mark was read, or the
   * JSON text is closed.
   */
  boolean complete();

  /** What the reply was, now that its bytes ended as the protocol wants it. */
  ReplyFacts end();
}
