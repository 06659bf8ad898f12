package io.llmcache.filter.gateway;

import io.llmcache.exchange.Recording;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Hands an upstream's bytes to a recording, whenever that takes more. Compressed bytes go in small
 * pieces, since a few of them may become very many. For one upstream, whose signals come one after
 * the other.
 */
final class Feed {

  /** Deflated bytes become 1,032 times as many at most. */
  private static final int PIECE = 1 << 10;

  private final Recording into;
  private final boolean compressed;
  private final Runnable moved;
  private boolean writing;
  private boolean complete;

  /**
   * @param moved runs whenever the recording took something
   */
  Feed(Recording into, boolean compressed, Runnable moved) {
    this.into = into;
    this.compressed = compressed;
    this.moved = moved;
  }

  /**
   * Writes the chunks.
   *
   * @param more runs when the recording takes more than them
   */
  void write(List<ByteBuffer> chunks, Runnable more) {
    Queue<ByteBuffer> pieces = new ArrayDeque<>();
    for (ByteBuffer chunk : chunks) {
      if (compressed) {
        cut(chunk, pieces);
      } else {
        pieces.add(chunk);
      }
    }
    synchronized (this) {
      writing = true;
    }
    next(pieces, more);
  }

  /** The upstream has no more: the recording ends once it has all. */
  void complete() {
    synchronized (this) {
      complete = true;
      if (writing) {
        return;
      }
    }
    into.end();
  }

  private void next(Queue<ByteBuffer> pieces, Runnable more) {
    if (!compressed) {
      pieces.forEach(into::write);
      pieces.clear();
    } else if (!pieces.isEmpty()) {
      into.write(pieces.remove());
    }
    if (!pieces.isEmpty()) {
      into.whenWritable(
          () -> {
            moved.run();
            next(pieces, more);
          });
    } else if (wroteAll()) {
      into.end();
    } else {
      into.whenWritable(
          () -> {
            moved.run();
            more.run();
          });
    }
  }

  /** Whether the upstream completed meanwhile. */
  private synchronized boolean wroteAll() {
    writing = false;
    return complete;
  }

  private static void cut(ByteBuffer chunk, Queue<ByteBuffer> pieces) {
    for (int at = chunk.position(); at < chunk.limit(); at += PIECE) {
      pieces.add(chunk.slice(at, Math.min(PIECE, chunk.limit() - at)));
    }
  }
}
