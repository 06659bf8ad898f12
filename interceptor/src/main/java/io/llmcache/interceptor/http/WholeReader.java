package io.llmcache.interceptor.http;

import io.llmcache.exchange.ChunkReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A place in a body that is there already. */
final class WholeReader implements ChunkReader {

  private @Nullable ByteBuffer left;

  WholeReader(byte[] bytes) {
    left = bytes.length == 0 ? null : ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  @Override
  public @Nullable ByteBuffer poll() {
    ByteBuffer all = left;
    left = null;
    return all;
  }

  @Override
  public boolean ended() {
    return left == null;
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
