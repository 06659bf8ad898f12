package io.llmcache.internal.wire;

/**
 * Splits the bytes of a stream, which come in pieces, into its events. For one thread at a time.
 */
public interface Splitter {

  /** Takes the events in order. */
  interface Sink {

    /**
     * One event.
     *
     * @param name empty where the framing gives none
     * @param data of which the first {@code length} bytes count, during the call only
     */
    void event(String name, byte[] data, int length);
  }

  /** The next bytes, split anywhere. */
  void accept(byte[] bytes);

  /** There are no more bytes. */
  void end();

  /** What is wrong with the framing, in a word for logs; empty if nothing is so far. */
  String flaw();
}
