package io.llmcache.itests;

import java.util.List;

/** A provider's client for Java, as the tests ask with it. Every question offers a tool. */
interface TypedClient extends AutoCloseable {

  /** Asks for the answer in one piece. */
  Typed whole(String question);

  /** Asks for a stream, with its usage, and reads it to its end. */
  Typed streamed(String question);

  @Override
  default void close() {}

  /**
   * An answer.
   *
   * @param value the client's own objects, whose {@code equals} compares all of them
   * @param said what it says in either shape
   */
  record Typed(Object value, Said said) {}

  /**
   * A message; of a stream, as the client puts it together.
   *
   * @param text of all its texts
   * @param finish why it ended, in the client's words
   */
  record Said(String text, List<Call> calls, String finish, long tokensIn, long tokensOut) {}

  /** A call of a tool; the arguments as the client shows them. */
  record Call(String id, String name, String arguments) {}
}
