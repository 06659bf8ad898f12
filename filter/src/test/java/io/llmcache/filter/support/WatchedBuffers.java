package io.llmcache.filter.support;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.DefaultByteBufferPool;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Undertow's buffers, none of which is given out twice: so it shows who uses one that was given
 * back, which in a real pool is another connection's by then.
 */
public final class WatchedBuffers implements ByteBufferPool {

  private static final int SIZE = 16 << 10;
  private static final int POSITION = 7;
  private static final int LIMIT = SIZE - 7;
  private static final byte MARK = 'Z';

  private final ByteBufferPool onHeap = new DefaultByteBufferPool(false, SIZE);
  private final Queue<Watched> givenBack = new ConcurrentLinkedQueue<>();

  /** Where buffers were given back that somebody used afterwards. */
  public List<String> usedAfterwards() {
    return givenBack.stream().map(Watched::misuse).filter(Objects::nonNull).toList();
  }

  @Override
  public PooledByteBuffer allocate() {
    return new Watched();
  }

  @Override
  public ByteBufferPool getArrayBackedPool() {
    return onHeap;
  }

  @Override
  public void close() {}

  @Override
  public int getBufferSize() {
    return SIZE;
  }

  @Override
  public boolean isDirect() {
    return true;
  }

  private final class Watched implements PooledByteBuffer {

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
    private final AtomicReference<Throwable> end = new AtomicReference<>();

    @Override
    public ByteBuffer getBuffer() {
      if (end.get() != null) {
        throw new IllegalStateException("the buffer was given back", end.get());
      }
      return buffer;
    }

    @Override
    public void close() {
      if (end.compareAndSet(null, new Throwable("given back"))) {
        buffer.clear();
        for (int i = 0; i < SIZE; i++) {
          buffer.put(i, MARK);
        }
        buffer.position(POSITION).limit(LIMIT);
        givenBack.add(this);
      }
    }

    @Override
    public boolean isOpen() {
      return end.get() == null;
    }

    private String misuse() {
      boolean used = buffer.position() != POSITION || buffer.limit() != LIMIT;
      ByteBuffer whole = buffer.duplicate().clear();
      while (whole.hasRemaining()) {
        used |= whole.get() != MARK;
      }
      return used ? List.of(end.get().getStackTrace()).toString() : null;
    }
  }
}
