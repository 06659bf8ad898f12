package io.llmcache.internal.wire;

import io.llmcache.internal.key.JsonTree;
import org.jspecify.annotations.Nullable;

/** A text that comes in pieces. For one thread. */
public final class TextSum {

  private final StringBuilder text = new StringBuilder();
  private boolean said;

  /**
   * The next piece; null is none.
   *
   * @throws UnsayableException if it is no text
   */
  public void add(@Nullable Object piece) throws UnsayableException {
    if (piece != null) {
      if (!JsonTree.isText(piece)) {
        throw new UnsayableException("not a text");
      }
      text.append(piece);
      said = true;
    }
  }

  /** All pieces, or null if there was none. */
  public @Nullable String text() {
    return said ? text.toString() : null;
  }
}
