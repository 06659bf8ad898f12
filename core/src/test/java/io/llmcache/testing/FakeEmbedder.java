package io.llmcache.testing;

import io.llmcache.spi.Embedder;
import java.io.IOException;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An embedder without a model: each word has a direction of its own, and a text goes where its
 * words go, whatever their order. Texts of the same words have similarity 1, and a word more or
 * less in a text of ten costs about 0.05. Thread-safe.
 */
public final class FakeEmbedder implements Embedder {

  /** The value of {@code llmcache.embedding} that names it. */
  public static final String NAME = "fake-words";

  /** Length of its vectors. */
  public static final int DIMENSION = 256;

  private static final int MOST_WORDS = 254;

  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();
  private volatile boolean failing;
  private volatile boolean closed;

  @Override
  public String id() {
    return NAME;
  }

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public double threshold() {
    return 0.95;
  }

  @Override
  public float @Nullable [] embed(String text) throws IOException {
    calls.incrementAndGet();
    Runnable other = meanwhile.getAndSet(null);
    if (other != null) {
      other.run();
    }
    if (failing) {
      throw new IOException("the fake embedder fails");
    }
    String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+");
    if (words.length > MOST_WORDS) {
      return null;
    }
    double[] sum = new double[DIMENSION];
    for (String word : words) {
      Random direction = new Random(word.hashCode());
      for (int i = 0; i < DIMENSION && !word.isEmpty(); i++) {
        sum[i] += direction.nextGaussian();
      }
    }
    return unit(sum);
  }

  private static float @Nullable [] unit(double[] sum) {
    double square = 0;
    for (double number : sum) {
      square += number * number;
    }
    if (square == 0) {
      return null;
    }
    float[] unit = new float[sum.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (sum[i] / Math.sqrt(square));
    }
    return unit;
  }

  /** How many texts were embedded, or tried to be. */
  public int calls() {
    return calls.get();
  }

  /** Runs this during the next embedding, on its thread. */
  public void meanwhile(Runnable other) {
    meanwhile.set(other);
  }

  public void fail(boolean fails) {
    failing = fails;
  }

  public boolean closed() {
    return closed;
  }

  @Override
  public String describe() {
    return "fake words";
  }

  @Override
  public void close() {
    closed = true;
  }
}
