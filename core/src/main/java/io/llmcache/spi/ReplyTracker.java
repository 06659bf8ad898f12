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

  /** How far the answer is; not asked once an answer has begun. */
  enum Progress {
    /** Nothing yet of what the caller asked for. */
    WAITING,
    /** Some of the answer came. */
    ANSWERING,
    /** The provider reports an error. */
    FAILED
  }

  /** How far the answer is; ANSWERING where the format cannot tell. */
  default Progress progress() {
    return Progress.ANSWERING;
  }

  /** What the reply was, now that its bytes ended as the protocol wants it. */
  ReplyFacts end();
}
