package io.llmcache.interceptor.outbound;

import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An upstream's body that is recorded as its caller reads it. A caller that leaves early is let go
 * at once; the rest is then read by the cache, for as long as it is wanted.
 */
public final class RecordedStream extends InputStream {

  private final InputStream upstream;
  private final Recording recording;
  private final Executor executor;
  private final Runnable cut;
  private final ReentrantLock reading = new ReentrantLock();
  private final AtomicReference<Reader> reader = new AtomicReference<>(Reader.CALLER);
  private final @Nullable ChunkReader seat;
  private volatile boolean ended;
  private InputStream ahead = InputStream.nullInputStream();

  /**
   * @param executor for reading on
   * @param cut closes the upstream's connection without reading on; runs on the executor
   */
  public RecordedStream(
      InputStream upstream, Recording recording, Executor executor, Runnable cut) {
    this.upstream = upstream;
    this.recording = recording;
    this.executor = executor;
    this.cut = cut;
    // Counts the caller as a reader, though it gets its bytes here.
    this.seat = recording.reply().body() instanceof ReplyBody.Live live ? live.open() : null;
  }

  /**
   * Reads on, before the caller does, until it is decided whether the caller gets this stream.
   *
   * @return the stale answer that it gets instead: then this stream is given up; else null
   */
  public @Nullable Reply readUntilDecided() {
    CompletableFuture<Reply> decided = recording.decided().toCompletableFuture();
    if (!decided.isDone()) {
      ahead = new ByteArrayInputStream(readUntil(decided));
    }
    Reply reply = decided.getNow(null);
    if (reply == null || reply.body() == recording.reply().body()) {
      return null;
    }
    giveUp();
    return reply;
  }

  private byte[] readUntil(Future<?> decided) {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] bytes = new byte[8192];
    try {
      for (int count = 0; count >= 0 && !decided.isDone(); ) {
        count = readAndRecord(bytes, 0, bytes.length);
        read.write(bytes, 0, Math.max(0, count));
      }
    } catch (IOException | RuntimeException e) {
      // It is recorded, and that decides.
    }
    return read.toByteArray();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    reading.lock();
    try {
      if (reader.get() != Reader.CALLER) {
        throw new IOException("the stream is closed");
      }
      int early = ahead.read(target, offset, length);
      return early > 0 ? early : readAndRecord(target, offset, length);
    } finally {
      reading.unlock();
    }
  }

  @Override
  public int available() throws IOException {
    return reader.get() == Reader.CALLER ? ahead.available() + upstream.available() : 0;
  }

  /** Does not wait for the upstream, unless the platform's own close does. */
  @Override
  public void close() throws IOException {
    if (!reader.compareAndSet(Reader.CALLER, Reader.LEAVING)) {
      return;
    }
    if (!reading.tryLock()) {
      // Closed by one thread while another's bytes are on their way: nobody can read on behind
      // them.
      giveUp();
      return;
    }
    try {
      leave();
    } finally {
      reading.unlock();
    }
  }

  private void leave() throws IOException {
    if (ended || recording.complete()) {
      recording.end();
      upstream.close();
      return;
    }
    recording.whenUnwanted(this::giveUp);
    leaveSeat();
    if (reader.compareAndSet(Reader.LEAVING, Reader.CACHE) && !submit(executor, this::readOn)) {
      giveUp();
    }
  }

  private void giveUp() {
    if (reader.getAndSet(Reader.NOBODY) != Reader.NOBODY) {
      recording.fail(new IOException("the reply was not read to its end"));
      submit(executor, cut);
    }
  }

  private void readOn() {
    byte[] bytes = new byte[8192];
    try (upstream) {
      while (reader.get() == Reader.CACHE && readAndRecord(bytes, 0, bytes.length) >= 0) {
        continue;
      }
    } catch (IOException | RuntimeException e) {
      recording.fail(e);
    }
  }

  private int readAndRecord(byte[] target, int offset, int length) throws IOException {
    int count;
    try {
      count = upstream.read(target, offset, length);
    } catch (IOException | RuntimeException e) {
      recording.fail(e);
      throw e;
    }
    if (count < 0) {
      ended = true;
      recording.end();
    } else if (count > 0) {
      recording.write(ByteBuffer.wrap(target, offset, count));
      keepSeatAbreast();
    }
    return count;
  }

  private void keepSeatAbreast() {
    while (seat != null && seat.poll() != null) {
      continue;
    }
  }

  private void leaveSeat() {
    if (seat != null) {
      seat.close();
    }
  }

  /** False if the executor takes nothing any more. */
  public static boolean submit(Executor executor, Runnable work) {
    try {
      executor.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Who reads the upstream. */
  private enum Reader {
    CALLER,
    LEAVING,
    CACHE,
    NOBODY
  }
}
