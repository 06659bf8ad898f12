package io.llmcache.interceptor.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.testing.Background;
import io.llmcache.testing.Waiting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RecordedStreamTest {

  private final Log log = new Log();
  private final CountDownLatch cut = new CountDownLatch(1);

  private RecordedStream over(InputStream upstream) {
    return new RecordedStream(upstream, log, Runnable::run, cut::countDown);
  }

  @Test
  void everyWayOfReadingIsRecorded() throws IOException {
    RecordedStream stream = over(new ByteArrayInputStream("abcdefgh".getBytes()));
    assertThat(stream.read()).isEqualTo('a');
    assertThat(stream.read(new byte[0])).isZero();
    assertThat(stream.read(new byte[3], 1, 2)).isEqualTo(2);
    assertThat(stream.skip(1)).isEqualTo(1);
    assertThat(stream.readAllBytes()).isEqualTo("efgh".getBytes());
    stream.close();
    assertThat(log.bytes.toString()).isEqualTo("abcdefgh");
    assertThat(log.ends).containsExactly("end");
  }

  @Test
  void bytesAreNotSigned() throws IOException {
    assertThat(over(new ByteArrayInputStream(new byte[] {(byte) 0xff})).read()).isEqualTo(0xff);
  }

  @Test
  void whatIsClosedEarlyIsReadOn() throws IOException {
    RecordedStream stream = over(new ByteArrayInputStream("abc".getBytes()));
    stream.read();
    stream.close();
    stream.close();
    assertThat(log.bytes.toString()).isEqualTo("abc");
    assertThat(log.ends).containsExactly("end");
    assertThatIOException().isThrownBy(stream::read);
  }

  @Test
  void whatIsCompleteIsNotReadOn() throws IOException {
    log.complete = true;
    RecordedStream stream = over(new ByteArrayInputStream("{} ".getBytes()));
    stream.readNBytes(2);
    stream.close();
    assertThat(log.bytes.toString()).isEqualTo("{}");
    assertThat(log.ends).containsExactly("end");
  }

  @Test
  void aFailureOfTheUpstreamIsRecordedAndPasses() {
    RecordedStream stream =
        over(
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("gone");
              }
            });
    assertThatIOException().isThrownBy(stream::read).withMessage("gone");
    assertThat(log.ends).containsExactly("gone");
  }

  @Test
  void whatOneThreadClosesWhileAnotherReadsIsCut() throws Exception {
    try (PipedOutputStream provider = new PipedOutputStream()) {
      CountDownLatch reading = new CountDownLatch(1);
      PipedInputStream pipe =
          new PipedInputStream(provider) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
              reading.countDown();
              return super.read(target, offset, length);
            }
          };
      RecordedStream stream = over(pipe);
      Future<Integer> reader = Background.start(() -> stream.read());
      Waiting.on(reading, "nobody reads");
      stream.close();
      Waiting.on(cut, "the connection was not cut");
      assertThat(log.ends).containsExactly("the reply was not read to its end");
      provider.write('x');
      provider.flush();
      assertThat(Waiting.on(reader)).isEqualTo('x');
      assertThatIOException().isThrownBy(stream::read);
    }
  }

  /** Writes down what it is told; like a real one it ends once. */
  private static final class Log implements Recording {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private boolean complete;

    @Override
    public Reply reply() {
      return new Reply(200, Headers.EMPTY, new ReplyBody.Whole(new byte[0]));
    }

    @Override
    public CompletionStage<Reply> decided() {
      return CompletableFuture.completedStage(reply());
    }

    @Override
    public void write(ByteBuffer chunk) {
      if (ends.isEmpty()) {
        bytes.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
      }
    }

    @Override
    public void whenWritable(Runnable resume) {
      resume.run();
    }

    @Override
    public void end() {
      finish("end");
    }

    @Override
    public void fail(Throwable cause) {
      finish(String.valueOf(cause.getMessage()));
    }

    private void finish(String how) {
      if (ends.isEmpty()) {
        ends.add(how);
      }
    }

    @Override
    public boolean complete() {
      return complete;
    }

    @Override
    public void whenUnwanted(Runnable cancel) {}
  }
}
