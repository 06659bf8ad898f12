package io.llmcache.internal.guard.quantity;

import io.llmcache.internal.guard.text.Pieces;
import org.jspecify.annotations.Nullable;

/** Reads one kind of quantity. */
interface Reader {

  /** The quantity that begins at this piece, or null if none of this kind does. */
  @Nullable Reading read(Pieces pieces, int at);
}
