package io.llmcache.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.internal.memory.MemoryStore;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EntryWatcher;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.SemanticIndex;
import io.llmcache.spi.SemanticIndex.Neighbour;
import io.llmcache.spi.SemanticScope;
import io.llmcache.spi.Vectors;
import io.llmcache.testing.IndexContract;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.RandomVectors;
import io.llmcache.testing.Waiting;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** On the embedded default store, whose watcher takes out what is gone, as the engine's does. */
class LocalVectorIndexTest extends IndexContract {

  private final ManualClock clock = new ManualClock();

  @Override
  protected ResponseStore open(String namespace) {
    return new MemoryStore(64L << 20, clock);
  }

  @Override
  protected SemanticIndex index(ResponseStore store, String embedder, int dimension) {
    LocalVectorIndex index = new LocalVectorIndex(dimension, 10_000);
    store.watch(new Removal(index));
    return index;
  }

  @Override
  protected void pass(Duration time) {
    clock.advance(time);
  }

  private record Removal(SemanticIndex index) implements EntryWatcher {

    @Override
    public void put(CacheKey key, byte[] entry) {}

    @Override
    public void gone(CacheKey key) {
      await(index.remove(key));
    }
  }

  @Test
  void saysItsBound() {
    assertThat(new LocalVectorIndex(384, 50_000).describe()).isEqualTo("local (50000 vectors)");
  }

  @Test
  void theLeastRecentlyFoundOrAddedGoesFirst() {
    LocalVectorIndex index = new LocalVectorIndex(DIMENSION, 3);
    RandomVectors vectors = new RandomVectors(3, DIMENSION);
    List<float[]> kept = IntStream.range(0, 6).mapToObj(i -> vectors.next()).toList();
    for (int i = 0; i < 3; i++) {
      await(index.add(key(i), scope(i), kept.get(i)));
    }
    await(index.nearest(scope(0), kept.get(0), 1));
    await(index.add(key(1), scope(1), kept.get(1)));

    await(index.add(key(3), scope(3), kept.get(3)));
    assertThat(index.size()).isEqualTo(3);
    assertThat(await(index.nearest(scope(2), kept.get(2), 1))).isEmpty();
    await(index.add(key(4), scope(4), kept.get(4)));

    assertThat(await(index.nearest(scope(0), kept.get(0), 1))).isEmpty();
    assertThat(keys(await(index.nearest(scope(1), kept.get(1), 1)))).containsExactly(key(1));
  }

  @Test
  void aVectorNeedNotBeOfUnitLength() {
    LocalVectorIndex index = new LocalVectorIndex(2, 3);
    await(index.add(key(1), scope(1), new float[] {30, 40}));

    assertThat(await(index.nearest(scope(1), new float[] {0.003f, 0.004f}, 1)))
        .singleElement()
        .satisfies(one -> assertThat(one.similarity()).isGreaterThan(0.999));
  }

  /** Also with far more numbers than a sketch has signs, and with only one. */
  @Test
  void anyDimensionWillDo() {
    for (int dimension : new int[] {1, 2, 3, 511, 512, 513, 1_536, 4_096}) {
      LocalVectorIndex index = new LocalVectorIndex(dimension, 100);
      RandomVectors vectors = new RandomVectors(dimension, dimension);
      float[] asked = vectors.next();
      await(index.add(key(1), scope(1), asked));
      await(index.add(key(2), scope(1), new float[dimension]));

      Neighbour found = await(index.nearest(scope(1), asked, 4)).get(0);

      assertThat(found.key()).isEqualTo(key(1));
      assertThat(found.similarity()).as("dimension %d", dimension).isBetween(0.999, 1.0);
    }
  }

  /** Twenty thousand of one scope, in clusters: the four nearest above 0.8 are the true ones. */
  @Test
  void nothingNearIsMissed() {
    int dimension = 384;
    LocalVectorIndex index = new LocalVectorIndex(dimension, 50_000);
    RandomVectors vectors = new RandomVectors(11, dimension);
    List<float[]> kept = new ArrayList<>();
    float[] middle = vectors.next();
    float[] cluster = middle;
    for (int i = 0; i < 20_000; i++) {
      cluster = i % 40 == 0 ? vectors.near(middle, 0.6) : cluster;
      kept.add(vectors.near(cluster, 0.9));
      await(index.add(key(i), scope(1), kept.get(i)));
    }
    int missed = 0;
    for (int i = 0; i < 60; i++) {
      float[] asked = vectors.near(kept.get(333 * i), 0.8 + 0.2 * i / 60);
      List<Neighbour> found = await(index.nearest(scope(1), asked, 4));
      missed += missed(kept, asked, found);
      for (Neighbour one : found) {
        float[] exact = kept.get(number(one.key()));
        assertThat(Math.abs(one.similarity() - Vectors.similarity(exact, asked))).isLessThan(1e-3);
      }
    }
    assertThat(missed).as("of up to 240 neighbours").isZero();
  }

  /** How many are clearly nearer than the last that was found, and were not found. */
  private static int missed(List<float[]> kept, float[] asked, List<Neighbour> found) {
    double least = Math.max(0.8, found.get(found.size() - 1).similarity() + 1e-3);
    List<CacheKey> keys = keys(found);
    int missed = 0;
    for (int i = 0; i < kept.size(); i++) {
      boolean near = Vectors.similarity(kept.get(i), asked) >= least;
      missed += near && !keys.contains(key(i)) ? 1 : 0;
    }
    return missed;
  }

  static CacheKey keyOf(int number) {
    return key(number);
  }

  static SemanticScope scopeOf(int number) {
    return scope(number);
  }

  private static int number(CacheKey key) {
    return ByteBuffer.wrap(key.bytes()).getInt(28);
  }

  /** What stays is found by every search, whatever comes, goes, is evicted and moved meanwhile. */
  @Test
  void whatStaysIsFoundWhileOthersComeAndGo() {
    LocalVectorIndex index = new LocalVectorIndex(DIMENSION, 500);
    RandomVectors vectors = new RandomVectors(5, DIMENSION);
    float[] stays = vectors.next();
    await(index.add(key(0), scope(1), stays));
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> churn =
        CompletableFuture.runAsync(
            () -> {
              for (int round = 0; round < 60; round++) {
                for (int i = 1; i <= 400; i++) {
                  await(index.add(key(i), scope(1), vectors.next()));
                }
                for (int i = 1; i <= 400; i++) {
                  await(index.remove(key(i)));
                }
              }
            });
    churn.whenComplete((nothing, failure) -> done.set(true));
    do {
      assertThat(keys(await(index.nearest(scope(1), stays, 1)))).containsExactly(key(0));
    } while (!done.get());

    Waiting.on(churn);
    assertThat(index.size()).isEqualTo(1);
  }
}
