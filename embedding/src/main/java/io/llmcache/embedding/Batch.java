package io.llmcache.embedding;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Texts that go in one request, and those who wait for their vectors. */
final class Batch {

  private final List<String> texts = new ArrayList<>();
  private final CountDownLatch full = new CountDownLatch(Batcher.MOST_TEXTS);
  private final CompletableFuture<List<float[]>> vectors = new CompletableFuture<>();

  /** Its place. Called under the batcher's lock. */
  int add(String text) {
    texts.add(text);
    full.countDown();
    return texts.size() - 1;
  }

  /** Called under the batcher's lock. */
  boolean isFull() {
    return texts.size() == Batcher.MOST_TEXTS;
  }

  /** Called under the batcher's lock. */
  List<String> texts() {
    return List.copyOf(texts);
  }

  /** Whether it became full in that time. */
  boolean awaitFull(long nanos) throws InterruptedException {
    return full.await(nanos, TimeUnit.NANOSECONDS);
  }

  void done(List<float[]> all) {
    vectors.complete(all);
  }

  /** For those who wait; without effect if it is done. */
  void failed(IOException cause) {
    vectors.completeExceptionally(cause);
  }

  float[] vector(int place, Deadline deadline) throws IOException {
    try {
      return vectors.get(deadline.left(), TimeUnit.NANOSECONDS).get(place);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for an embedding.");
    } catch (TimeoutException e) {
      throw new IOException("There is no embedding in time.", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(cause.getMessage(), cause);
    }
  }
}
