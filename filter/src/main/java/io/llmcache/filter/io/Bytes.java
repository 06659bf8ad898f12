package io.llmcache.filter.io;

import io.llmcache.exchange.ChunkReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads bytes that are all here, in pieces that a socket can take. For one thread. */
final class Bytes implements ChunkReader {

  private final ByteBuffer bytes;

  Bytes(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  @Override
  public @Nullable ByteBuffer poll() {
    if (!bytes.hasRemaining()) {
      return null;
    }
    ByteBuffer all = bytes.slice();
    bytes.position(bytes.limit());
    return all;
  }

  @Override
  public boolean ended() {
    return !bytes.hasRemaining();
  }

  @Override
  public @Nullable Throwable failure() {
    return null;
  }

  @Override
  public void whenReadable(Runnable wake) {
    wake.run();
  }

  @Override
  public void close() {}
}
