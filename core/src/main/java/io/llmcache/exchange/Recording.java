package io.llmcache.exchange;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * A reply on its way from the upstream. One thread at a time writes; any number of readers follow.
 * Ends once, by {@link #end} or {@link #fail}; what comes after is ignored. Nothing blocks or
 * throws, and no fault of the cache shows here.
 */
public interface Recording {

  /**
   * The reply for the leader's own caller, with a live body: any content encoding that the cache
   * can undo is undone (then the length is gone too), hop-by-hop fields are gone, Cache-Status is
   * there. Adapters whose platform carries the bytes itself take only what they need of the
   * headers.
   */
  Reply reply();

  /**
   * Completes with what the leader's own caller is to get: at once with {@link #reply}, unless a
   * stale answer stands by. Then it waits for the first of the answer's text, and completes with
   * the stale one if an error comes before it. Never completes exceptionally; runs its callbacks on
   * the writer's thread.
   */
  CompletionStage<Reply> decided();

  /** Copies the bytes in. They are as received, still in the upstream's content encoding. */
  void write(ByteBuffer chunk);

  /**
   * Runs {@code resume} once when more may be written: at once and on this thread unless readers
   * are behind by more than a bounded amount. Adapters that cannot slow their upstream need not
   * ask.
   */
  void whenWritable(Runnable resume);

  /**
   * The body ended as the protocol wants it to: the reply is stored if it is complete and may be.
   */
  void end();

  /** The body broke off: nothing is stored, the readers learn it after the bytes before. */
  void fail(Throwable cause);

  /**
   * The reply's own text says that it is complete, though its stream was not read to the end: some
   * clients stop reading after the last brace.
   */
  boolean complete();

  /**
   * Runs {@code cancel} once when nobody wants the rest: no reader is left, and the setting {@code
   * finish-abandoned} has passed or the reply would not be stored anyway.
   */
  void whenUnwanted(Runnable cancel);
}
