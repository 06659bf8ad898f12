package io.llmcache.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.ChunkReader;
import io.llmcache.testing.Effort;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * One writer and many readers on threads of their own: no byte and no wake is lost, whatever the
 * schedule. A lost wake shows as a reader that does not end.
 */
class LiveReplyStressTest {

  private static final int READERS = 6;

  @Test
  void nothingIsLost() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(READERS + 1);
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3) * Effort.rounds();
      for (long seed = 0; System.nanoTime() < end; seed++) {
        round(seed, threads);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void round(long seed, ExecutorService threads) throws Exception {
    Random random = new Random(seed);
    int size = random.nextInt(1 << 20);
    boolean relays = random.nextBoolean();
    boolean fails = random.nextInt(4) == 0;
    AtomicInteger deserted = new AtomicInteger();
    LiveReply body = new LiveReply(relays ? 0 : 1 << 20, deserted::incrementAndGet);
    List<Callable<Void>> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      boolean leaves = i > 0 && random.nextInt(4) == 0;
      long own = random.nextLong();
      // in a relay everybody must be there before the first byte goes
      ChunkReader early = relays || i == 0 ? body.open() : null;
      readers.add(
          () -> {
            read(early == null ? body.open() : early, new Random(own), size, leaves, fails);
            return null;
          });
    }
    List<Future<?>> running = new ArrayList<>();
    running.add(threads.submit(() -> write(body, new Random(seed + 1), size, fails)));
    readers.forEach(reader -> running.add(threads.submit(reader)));
    for (Future<?> one : running) {
      try {
        Waiting.on(one);
      } catch (AssertionError e) {
        throw new AssertionError("with seed " + seed, e);
      }
    }
    assertThat(deserted).as("seed %d", seed).hasValue(0);
    if (!relays && !fails) {
      assertThat(body.whole()).hasSize(size);
    }
  }

  /** Byte i is i, in chunks of any size, no faster than the body wants it. */
  private static void write(LiveReply body, Random random, int size, boolean fails) {
    int written = 0;
    while (written < size) {
      int length = Math.min(size - written, 1 + random.nextInt(random.nextBoolean() ? 30_000 : 50));
      byte[] chunk = new byte[length];
      for (int i = 0; i < length; i++) {
        chunk[i] = (byte) (written + i);
      }
      body.write(chunk);
      written += length;
      CountDownLatch writable = new CountDownLatch(1);
      body.whenWritable(writable::countDown);
      Waiting.on(writable, "the writer was not resumed");
      pause(random);
    }
    if (fails) {
      body.fail(new IOException("cut"));
    } else {
      body.end();
    }
  }

  private static void read(
      ChunkReader reader, Random random, int size, boolean leaves, boolean fails) {
    int read = 0;
    int leavesAt = leaves ? random.nextInt(size + 1) : Integer.MAX_VALUE;
    while (read < leavesAt) {
      ByteBuffer chunk = reader.poll();
      if (chunk != null) {
        while (chunk.hasRemaining()) {
          assertThat(chunk.get()).isEqualTo((byte) read++);
        }
        pause(random);
      } else if (reader.ended() || reader.failure() != null) {
        assertThat(read).isEqualTo(size);
        assertThat(reader.ended()).isEqualTo(!fails);
        break;
      } else {
        CountDownLatch readable = new CountDownLatch(1);
        reader.whenReadable(readable::countDown);
        Waiting.on(readable, "a reader was not woken");
      }
    }
    if (leaves) {
      reader.close();
    }
  }

  private static void pause(Random random) {
    int kind = random.nextInt(40);
    if (kind == 0) {
      Thread.yield();
    } else if (kind == 1) {
      java.util.concurrent.locks.LockSupport.parkNanos(random.nextInt(20_000));
    }
  }
}
