package io.llmcache.exchange;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One reader's place in a body that is still arriving. Nothing here blocks. For one thread at a
 * time; the callback of {@link #whenReadable} may come on another.
 */
public interface ChunkReader extends AutoCloseable {

  /** The next bytes, read-only and not empty, or null when there are none now. */
  @Nullable ByteBuffer poll();

  /** True once everything was polled and the body is complete. */
  boolean ended();

  /** Why the body broke off, once everything before that was polled; null as long as it did not. */
  @Nullable Throwable failure();

  /**
   * Runs {@code wake} once, as soon as poll, ended or failure has something to say: at once and on
   * this thread if that is already so. Only the last registered callback counts. It must not block.
   */
  void whenReadable(Runnable wake);

  /** Gives the place up. The upstream call goes on as long as others, or the cache, want it. */
  @Override
  void close();
}
