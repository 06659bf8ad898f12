package io.llmcache.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChunkInputStreamTest {

  private final FakeReader reader = new FakeReader();
  private final InputStream stream = new ChunkInputStream(reader);

  @Test
  void readsChunksAsTheyComeAndThenTheEnd() throws IOException {
    reader.add("abc");
    reader.add("d");
    reader.end();
    byte[] target = new byte[10];

    assertThat(stream.read()).isEqualTo('a');
    assertThat(stream.read(target, 2, 8)).isEqualTo(2);
    assertThat(stream.read(target, 0, 0)).isZero();
    assertThat(stream.read(target)).isEqualTo(1);
    assertThat(stream.read(target)).isEqualTo(-1);
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(target[2]).isEqualTo((byte) 'b');
    assertThat(target[0]).isEqualTo((byte) 'd');
  }

  @Test
  void bytesAreUnsigned() throws IOException {
    reader.add("é");

    assertThat(stream.read()).isEqualTo(0xc3);
  }

  @Test
  void availableDoesNotBlock() throws IOException {
    assertThat(stream.available()).isZero();
    reader.add("abc");
    assertThat(stream.available()).isEqualTo(3);
  }

  @Test
  void readBlocksUntilSomethingComes() {
    CompletableFuture<Integer> read = CompletableFuture.supplyAsync(this::readUnchecked);
    reader.awaitBlocked();
    assertThat(read).isNotDone();

    reader.add("x");

    assertThat(Waiting.on(read)).isEqualTo('x');
  }

  @Test
  void aBodyThatBreaksOffFailsAfterItsBytes() throws IOException {
    reader.add("x");
    reader.fail(new IllegalStateException("why"));

    assertThat(stream.read()).isEqualTo('x');
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(stream::read)
        .withMessageContaining("why")
        .withCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    FutureTask<Boolean> waiting =
        new FutureTask<>(
            () -> {
              assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(stream::read);
              return Thread.currentThread().isInterrupted();
            });
    Thread thread = new Thread(waiting);
    thread.start();
    reader.awaitBlocked();

    thread.interrupt();

    assertThat(Waiting.on(waiting)).as("still interrupted").isTrue();
  }

  @Test
  void closeByAnotherThreadEndsTheWait() throws Exception {
    FutureTask<Throwable> waiting =
        new FutureTask<>(
            () -> {
              try {
                stream.read();
                return null;
              } catch (IOException e) {
                return e;
              }
            });
    new Thread(waiting).start();
    reader.awaitBlocked();

    stream.close();

    assertThat(Waiting.on(waiting)).isInstanceOf(IOException.class);
  }

  @Test
  void closeClosesTheReader() throws IOException {
    stream.close();

    assertThat(reader.closed).isTrue();
    assertThatExceptionOfType(IOException.class).isThrownBy(stream::read);
  }

  private int readUnchecked() {
    try {
      return stream.read();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What LiveReply's readers do, without a body behind it. */
  private static final class FakeReader implements ChunkReader {

    private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>();
    private @Nullable Runnable wake;
    private @Nullable Throwable failure;
    private boolean ended;
    private boolean closed;

    synchronized void add(String text) {
      chunks.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      wake();
    }

    synchronized void end() {
      ended = true;
      wake();
    }

    synchronized void fail(Throwable cause) {
      failure = cause;
      wake();
    }

    void awaitBlocked() {
      Waiting.until(
          () -> {
            synchronized (this) {
              return wake != null;
            }
          },
          "nobody waits");
    }

    private void wake() {
      Runnable waiting = wake;
      wake = null;
      if (waiting != null) {
        waiting.run();
      }
    }

    @Override
    public synchronized @Nullable ByteBuffer poll() {
      return closed ? null : chunks.poll();
    }

    @Override
    public synchronized boolean ended() {
      return !closed && ended && chunks.isEmpty();
    }

    @Override
    public synchronized @Nullable Throwable failure() {
      return closed ? new IllegalStateException("closed") : chunks.isEmpty() ? failure : null;
    }

    @Override
    public synchronized void whenReadable(Runnable wanted) {
      if (closed || ended || failure != null || !chunks.isEmpty()) {
        wanted.run();
      } else {
        wake = wanted;
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
    }
  }
}
