package io.llmcache.embedding;

import io.llmcache.spi.Embedder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the vectors of the texts asked for last, and has a text that several callers ask for at
 * once embedded once. A text that is too long is found so each time.
 */
final class CachingEmbedder implements Embedder {

  private static final int MOST_TEXTS = 2_000;
  private static final int MOST_BYTES = 8 << 20;

  private final Embedder inner;
  private final Duration wait;
  private final Map<String, float[]> known;
  private final ConcurrentHashMap<String, CompletableFuture<float @Nullable []>> running =
      new ConcurrentHashMap<>();

  /**
   * @param wait how long a caller waits for another who has the same text embedded
   */
  CachingEmbedder(Embedder inner, Duration wait) {
    this.inner = inner;
    this.wait = wait;
    int most = Math.min(MOST_TEXTS, MOST_BYTES / (inner.dimension() * Float.BYTES));
    this.known = new Recent(most);
  }

  @Override
  public String id() {
    return inner.id();
  }

  @Override
  public int dimension() {
    return inner.dimension();
  }

  @Override
  public double threshold() {
    return inner.threshold();
  }

  @Override
  public float @Nullable [] embed(String text) throws IOException {
    float[] vector = recall(text);
    if (vector != null) {
      return vector;
    }
    CompletableFuture<float @Nullable []> mine = new CompletableFuture<>();
    CompletableFuture<float @Nullable []> others = running.putIfAbsent(text, mine);
    return others == null ? compute(text, mine) : join(others);
  }

  private float @Nullable [] compute(String text, CompletableFuture<float @Nullable []> told)
      throws IOException {
    try {
      // Another may have been done between the look and the entry in what is running.
      float[] vector = recall(text);
      if (vector == null) {
        vector = inner.embed(text);
        remember(text, vector);
      }
      told.complete(vector);
      return vector == null ? null : vector.clone();
    } finally {
      running.remove(text, told);
      if (!told.isDone()) {
        told.completeExceptionally(new IOException("Another caller got no embedding."));
      }
    }
  }

  private float @Nullable [] join(CompletableFuture<float @Nullable []> others) throws IOException {
    try {
      float[] vector = others.get(wait.toNanos(), TimeUnit.NANOSECONDS);
      return vector == null ? null : vector.clone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while another caller embeds the same text.");
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Another caller embeds the same text and is not done.", e);
    }
  }

  /** Asks for those that are not known in one go. */
  @Override
  public List<float @Nullable []> embed(List<String> texts) throws IOException {
    Map<String, float @Nullable []> vectors = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (String text : texts) {
      if (!vectors.containsKey(text)) {
        float[] vector = recall(text);
        vectors.put(text, vector);
        if (vector == null) {
          missing.add(text);
        }
      }
    }
    List<float @Nullable []> found = missing.isEmpty() ? List.of() : inner.embed(missing);
    for (int i = 0; i < found.size(); i++) {
      remember(missing.get(i), found.get(i));
      vectors.put(missing.get(i), found.get(i));
    }
    return inOrder(texts, vectors);
  }

  private static List<float @Nullable []> inOrder(
      List<String> texts, Map<String, float @Nullable []> vectors) {
    List<float @Nullable []> all = new ArrayList<>(texts.size());
    for (String text : texts) {
      float[] vector = vectors.get(text);
      all.add(vector == null ? null : vector.clone());
    }
    return all;
  }

  private float @Nullable [] recall(String text) {
    synchronized (known) {
      float[] vector = known.get(text);
      return vector == null ? null : vector.clone();
    }
  }

  private void remember(String text, float @Nullable [] vector) {
    if (vector != null) {
      synchronized (known) {
        known.put(text, vector);
      }
    }
  }

  @Override
  public String describe() {
    return inner.describe();
  }

  @Override
  public void close() {
    synchronized (known) {
      known.clear();
    }
    inner.close();
  }

  /** The vectors in order of use. */
  private static final class Recent extends LinkedHashMap<String, float[]> {

    private static final long serialVersionUID = 1L;

    private final int most;

    Recent(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
      return size() > most;
    }
  }
}
