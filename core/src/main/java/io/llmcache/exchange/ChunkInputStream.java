package io.llmcache.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A blocking view of a {@link ChunkReader}, for platforms whose callers read streams. */
final class ChunkInputStream extends InputStream {

  private final ChunkReader reader;
  private @Nullable ByteBuffer current;
  private volatile @Nullable CountDownLatch awaited;

  ChunkInputStream(ChunkReader reader) {
    this.reader = reader;
  }

  @Override
  public int read() throws IOException {
    ByteBuffer chunk = awaitChunk();
    return chunk == null ? -1 : chunk.get() & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    ByteBuffer chunk = awaitChunk();
    if (chunk == null) {
      return -1;
    }
    int count = Math.min(length, chunk.remaining());
    chunk.get(target, offset, count);
    return count;
  }

  @Override
  public int available() {
    if (current == null || !current.hasRemaining()) {
      current = reader.poll();
    }
    return current == null ? 0 : current.remaining();
  }

  /** May come from another thread: one that is blocked in read then fails. */
  @Override
  public void close() {
    reader.close();
    CountDownLatch blocked = awaited;
    if (blocked != null) {
      blocked.countDown();
    }
  }

  private @Nullable ByteBuffer awaitChunk() throws IOException {
    while (available() == 0) {
      if (reader.ended()) {
        return null;
      }
      Throwable failure = reader.failure();
      if (failure != null) {
        throw new IOException("the upstream's reply broke off: " + failure.getMessage(), failure);
      }
      awaitReadable();
    }
    return current;
  }

  private void awaitReadable() throws InterruptedIOException {
    CountDownLatch readable = new CountDownLatch(1);
    awaited = readable;
    reader.whenReadable(readable::countDown);
    try {
      readable.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the upstream's reply");
    }
  }
}
