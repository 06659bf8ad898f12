package io.llmcache.internal.wire;

import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyTracker;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges one reply of a format by its whole body or by its events, whichever comes. What it is
 * given are JSON objects that parse; a reply that is not made of them is not its business.
 */
public interface Judge {

  /** The reply is this one object. */
  void whole(Map<String, @Nullable Object> body);

  /**
   * The next event of a stream.
   *
   * @param name empty where the framing gives none
   */
  void event(String name, Map<String, @Nullable Object> data);

  /** The mark {@code [DONE]} came. */
  default void mark() {}

  /** Whether the events so far end with what ends a stream of this format. */
  boolean terminal();

  /** What the reply was; asked once, at the end. INCOMPLETE if a stream lacks its end. */
  ReplyFacts facts();

  /**
   * How far the answer is: WAITING until there is something that a caller would show, FAILED if an
   * error came before.
   */
  default ReplyTracker.Progress progress() {
    return ReplyTracker.Progress.ANSWERING;
  }
}
