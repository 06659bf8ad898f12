package io.llmcache.internal.wire.chat;

/** Reads one shape of body as it comes. */
interface BodyReader {

  /** The next bytes, split anywhere. */
  void accept(byte[] bytes);

  /** Whether what came is complete by itself. */
  boolean complete();

  /** There are no more bytes: whatever is missing is a flaw of the reply. */
  void end();
}
