package io.llmcache.embedding;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Puts single texts into common requests. A text that comes while no request is under way goes at
 * once. One that comes while there is one opens a batch: it waits a moment for others, then goes
 * with all of them. Its thread sends for all; there are no threads of our own. Thread-safe.
 */
final class Batcher {

  /** What a batch is sent to. */
  interface Service {

    /** A vector for each text, in their order. */
    List<float[]> vectors(List<String> texts, Deadline deadline) throws IOException;
  }

  /** Texts of one request. */
  static final int MOST_TEXTS = 64;

  private static final int MOST_REQUESTS = 8;
  private static final Duration MOMENT = Duration.ofMillis(3);

  private final Service service;
  private final Semaphore requests = new Semaphore(MOST_REQUESTS, true);
  private final AtomicInteger underWay = new AtomicInteger();
  private Batch open = new Batch();

  Batcher(Service service) {
    this.service = service;
  }

  /** Blocks until the vector is there, or the time is over. */
  float[] vector(String text, Deadline deadline) throws IOException {
    Batch batch;
    int place;
    synchronized (this) {
      if (open.isFull()) {
        open = new Batch();
      }
      batch = open;
      place = batch.add(text);
    }
    if (place == 0) {
      send(batch, deadline);
    }
    return batch.vector(place, deadline);
  }

  private void send(Batch batch, Deadline deadline) throws IOException {
    try {
      if (underWay.get() > 0) {
        batch.awaitFull(Math.min(MOMENT.toNanos(), deadline.left()));
      }
      if (deadline.left() <= 0 || !requests.tryAcquire(deadline.left(), TimeUnit.NANOSECONDS)) {
        throw new IOException("There was no time left to ask for an embedding.");
      }
      underWay.incrementAndGet();
      try {
        batch.done(service.vectors(close(batch), deadline));
      } finally {
        underWay.decrementAndGet();
        requests.release();
      }
    } catch (IOException e) {
      batch.failed(e);
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted before an embedding was asked for.");
    } finally {
      close(batch);
      batch.failed(new IOException("The one who sends for all was stopped."));
    }
  }

  /** From here on nobody joins it. */
  private synchronized List<String> close(Batch batch) {
    if (open == batch) {
      open = new Batch();
    }
    return batch.texts();
  }
}
