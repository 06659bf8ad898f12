package io.llmcache.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.SemanticIndex;
import io.llmcache.spi.SemanticIndex.Neighbour;
import io.llmcache.spi.SemanticScope;
import io.llmcache.spi.Vectors;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link SemanticIndex} does, together with the store that it shares its life with. */
public abstract class IndexContract {

  /** Of the vectors here, unless a test says otherwise. */
  protected static final int DIMENSION = 48;

  private static final String EMBEDDER = "model-a";
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final String namespace = "i" + Long.toHexString(ThreadLocalRandom.current().nextLong());
  private final List<ResponseStore> opened = new ArrayList<>();
  private final RandomVectors vectors = new RandomVectors(7, DIMENSION);

  /** Opens a store with room for all that is put here. */
  protected abstract ResponseStore open(String namespace);

  /** The index that shares its life with this store, for one embedder. */
  protected abstract SemanticIndex index(ResponseStore store, String embedder, int dimension);

  /** Lets time pass for a store with a manual clock; the others' time passes by itself. */
  protected void pass(Duration time) {}

  @AfterEach
  void closeAll() {
    opened.forEach(ResponseStore::close);
  }

  @Test
  void theNearestComeFirst() {
    Both both = both();
    float[] asked = vectors.next();
    double[] cosines = {0.7, 0.95, 0.4, 0.99, 0.85};
    for (int i = 0; i < cosines.length; i++) {
      both.keep(i, scope(1), vectors.near(asked, cosines[i]));
    }

    List<Neighbour> found = both.nearest(scope(1), asked, 4);

    assertThat(found).extracting(Neighbour::key).containsExactly(key(3), key(1), key(4), key(0));
    double[] expected = {0.99, 0.95, 0.85, 0.7};
    for (int i = 0; i < expected.length; i++) {
      assertThat(found.get(i).similarity()).isCloseTo(expected[i], within(1e-3));
    }
  }

  @Test
  void theSameVectorHasSimilarityOne() {
    Both both = both();
    float[] vector = vectors.next();
    both.keep(1, scope(1), vector);

    assertThat(both.nearest(scope(1), vector, 1).get(0).similarity())
        .isCloseTo(1, within(1e-3))
        .isLessThanOrEqualTo(1);
  }

  @Test
  void theThresholdIsNotTheIndexs() {
    Both both = both();
    float[] asked = vectors.next();
    both.keep(1, scope(1), vectors.near(asked, -0.9));

    assertThat(both.nearest(scope(1), asked, 4))
        .singleElement()
        .satisfies(one -> assertThat(one.similarity()).isCloseTo(-0.9, within(1e-3)));
  }

  @Test
  void nobodyIsThereAtFirst() {
    assertThat(both().nearest(scope(1), vectors.next(), 4)).isEmpty();
  }

  @Test
  void noMoreAreFoundThanAreAskedFor() {
    Both both = both();
    float[] asked = vectors.next();
    for (int i = 0; i < 20; i++) {
      both.keep(i, scope(1), vectors.near(asked, 0.99 - 0.01 * i));
    }

    assertThat(both.nearest(scope(1), asked, 0)).isEmpty();
    assertThat(keys(both.nearest(scope(1), asked, 1))).containsExactly(key(0));
    assertThat(keys(both.nearest(scope(1), asked, 3))).containsExactly(key(0), key(1), key(2));
    assertThat(both.nearest(scope(1), asked, 50)).hasSize(20);
  }

  @Test
  void scopesNeverSeeEachOther() {
    Both both = both();
    float[] asked = vectors.next();
    for (int i = 10; i < 3_010; i++) {
      both.keep(i, scope(1), i % 2 == 0 ? asked : vectors.near(asked, 0.99));
    }
    assertThat(both.nearest(scope(2), asked, 4)).isEmpty();

    both.keep(1, scope(2), vectors.near(asked, 0.6));
    both.keep(2, scope(2), vectors.near(asked, 0.3));

    assertThat(keys(both.nearest(scope(2), asked, 4))).containsExactly(key(1), key(2));
    assertThat(both.nearest(scope(3), asked, 4)).isEmpty();
    assertThat(keys(both.nearest(scope(1), asked, 4))).doesNotContain(key(1), key(2));
  }

  @Test
  void scopesThatDifferInOneBitAreTwo() {
    Both both = both();
    float[] asked = vectors.next();
    byte[] digest = scope(1).bytes();
    digest[0] ^= 1;
    both.keep(1, scope(1), asked);

    assertThat(both.nearest(new SemanticScope(digest), asked, 4)).isEmpty();
  }

  @Test
  void addingAgainReplaces() {
    Both both = both();
    float[] first = vectors.next();
    float[] second = vectors.near(first, 0.1);
    both.keep(1, scope(1), first);

    both.add(1, scope(1), second);
    both.found(1, scope(1), second);
    assertThat(both.nearest(scope(1), second, 4))
        .singleElement()
        .satisfies(one -> assertThat(one.similarity()).isCloseTo(1, within(1e-3)));

    both.add(1, scope(2), first);
    both.found(1, scope(2), first);
    assertThat(both.nearest(scope(1), first, 4)).isEmpty();
  }

  @Test
  void removingTakesOneEntryOut() {
    Both both = both();
    float[] asked = vectors.next();
    both.keep(1, scope(1), asked);
    both.keep(2, scope(1), asked);

    await(both.index.remove(key(1)));
    await(both.index.remove(key(9)));

    both.lost(1, scope(1), asked);
    assertThat(keys(both.nearest(scope(1), asked, 4))).containsExactly(key(2));
    both.add(1, scope(1), asked);
    both.found(1, scope(1), asked);
  }

  @Test
  void whatTheStoreRemovesIsNotFoundForLong() {
    Both both = both();
    float[] asked = vectors.next();
    both.keep(1, scope(1), asked);
    both.keep(2, scope(1), asked);

    await(both.store.remove(key(1)));

    both.lost(1, scope(1), asked);
    assertThat(keys(both.nearest(scope(1), asked, 4))).containsExactly(key(2));
  }

  @Test
  void whatTheStoreClearsIsNotFoundForLong() {
    Both both = both();
    float[] asked = vectors.next();
    both.keep(1, scope(1), asked);
    both.keep(2, scope(1), asked);

    await(both.store.clear());

    both.lost(1, scope(1), asked);
    both.lost(2, scope(1), asked);
    both.keep(3, scope(1), asked);
    assertThat(keys(both.nearest(scope(1), asked, 4))).containsExactly(key(3));
  }

  @Test
  void whatExpiresIsNotFoundForLong() {
    Both both = both();
    float[] asked = vectors.next();
    await(both.store.put(key(1), new byte[10], SHORT));
    both.add(1, scope(1), asked);
    both.keep(2, scope(1), asked);

    pass(SHORT);

    Waiting.until(() -> await(both.store.get(key(1))) == null, "the entry outlives its lifetime");
    both.lost(1, scope(1), asked);
    assertThat(keys(both.nearest(scope(1), asked, 4))).containsExactly(key(2));
  }

  /** The new entry may answer another question than the vector stands for. */
  @Test
  void anEntryThatIsReplacedIsFoundWhenItIsAddedAgain() {
    Both both = both();
    float[] asked = vectors.next();
    both.keep(1, scope(1), asked);

    await(both.store.put(key(1), new byte[20], LONG));

    both.lost(1, scope(1), asked);
    both.add(1, scope(1), asked);
    both.found(1, scope(1), asked);
  }

  @Test
  void anotherDimensionHasNoEffect() {
    Both both = both();
    float[] asked = vectors.next();
    both.keep(1, scope(1), asked);

    both.add(1, scope(1), new RandomVectors(1, DIMENSION + 1).next());
    await(both.store.put(key(2), new byte[10], LONG));
    both.add(2, scope(1), new RandomVectors(1, 2 * DIMENSION).next());
    both.add(2, scope(1), new float[0]);

    assertThat(both.nearest(scope(1), new RandomVectors(1, DIMENSION + 1).next(), 4)).isEmpty();
    assertThat(both.nearest(scope(1), new float[0], 4)).isEmpty();
    assertThat(keys(both.nearest(scope(1), asked, 4))).containsExactly(key(1));
  }

  @Test
  void aVectorWithoutADirectionHasNoEffect() {
    Both both = both();
    float[] asked = vectors.next();
    float[] none = asked.clone();
    none[3] = Float.NaN;
    float[] infinite = asked.clone();
    infinite[3] = Float.POSITIVE_INFINITY;
    both.keep(1, scope(1), asked);
    await(both.store.put(key(2), new byte[10], LONG));

    for (float[] bad : List.of(none, infinite, new float[DIMENSION])) {
      both.add(1, scope(1), bad);
      both.add(2, scope(1), bad);
      assertThat(both.nearest(scope(1), bad, 4)).isEmpty();
    }

    assertThat(keys(both.nearest(scope(1), asked, 4))).containsExactly(key(1));
  }

  @Test
  void embeddersSideBySideDoNotMix() {
    Both one = both();
    Both other = new Both(one.store, index(one.store, "model-b", DIMENSION));
    float[] asked = vectors.next();
    float[] away = vectors.near(asked, 0);
    one.keep(1, scope(1), asked);
    one.add(1, scope(1), asked);
    other.add(1, scope(1), away);
    other.found(1, scope(1), away);
    assertThat(one.nearest(scope(1), asked, 4).get(0).similarity()).isCloseTo(1, within(1e-3));
    assertThat(other.nearest(scope(1), asked, 4).get(0).similarity()).isCloseTo(0, within(1e-3));

    await(other.index.remove(key(1)));

    other.lost(1, scope(1), asked);
    assertThat(keys(one.nearest(scope(1), asked, 4))).containsExactly(key(1));
  }

  @Test
  void dimensionsSideBySideDoNotMix() {
    Both one = both();
    Both other = new Both(one.store, index(one.store, EMBEDDER, DIMENSION / 2));
    float[] asked = vectors.next();
    float[] half = new RandomVectors(1, DIMENSION / 2).next();
    one.keep(1, scope(1), asked);
    await(other.store.put(key(2), new byte[10], LONG));
    other.add(2, scope(1), half);
    other.found(2, scope(1), half);

    assertThat(keys(one.nearest(scope(1), asked, 4))).containsExactly(key(1));
    assertThat(keys(other.nearest(scope(1), half, 4))).containsExactly(key(2));
  }

  @Test
  void nearDuplicatesAmongThousandsAreFound() {
    Both both = both();
    List<float[]> kept = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      float[] vector = i % 10 == 0 ? vectors.next() : vectors.near(kept.get(i - i % 10), 0.9);
      kept.add(vector);
      both.keep(i, scope(1), vector);
    }
    int exact = 0;
    for (int i = 0; i < 200; i++) {
      float[] asked = vectors.near(kept.get(i * 10 + i % 10), 0.97);
      List<Neighbour> found = both.nearest(scope(1), asked, 1);
      exact += keys(found).equals(List.of(key(nearestOf(kept, asked)))) ? 1 : 0;
    }
    assertThat(exact).as("nearest of 2,000 that was found, of 200").isGreaterThanOrEqualTo(198);
  }

  private static int nearestOf(List<float[]> kept, float[] asked) {
    return Collections.max(
        IntStream.range(0, kept.size()).boxed().toList(),
        Comparator.comparingDouble(i -> Vectors.similarity(kept.get(i), asked)));
  }

  @Test
  void threadsAddAndSearchAtOnce() throws Exception {
    Both both = both();
    float[] asked = vectors.next();
    both.keep(0, scope(1), asked);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 1; t <= 6; t++) {
        int seed = t;
        all.add(threads.submit(() -> addAndSearch(both, seed, asked)));
      }
      all.forEach(Waiting::on);
    } finally {
      threads.shutdownNow();
    }
    assertThat(keys(both.nearest(scope(1), asked, 1))).containsExactly(key(0));
  }

  /** Each thread has keys of its own, so that it knows what must be there. */
  private static void addAndSearch(Both both, int seed, float[] asked) {
    RandomVectors own = new RandomVectors(seed, DIMENSION);
    for (int i = 0; i < 75; i++) {
      // once each: that an entry is replaced may be told later, by another thread
      int number = 1_000 * seed + i;
      float[] vector = own.near(asked, 0.5);
      await(both.store.put(key(number), new byte[10], LONG));
      both.add(number, scope(1), vector);
      both.found(number, scope(1), vector);
      assertThat(keys(both.nearest(scope(1), asked, 1))).containsExactly(key(0));
      if (i % 3 == 0) {
        await(both.index.remove(key(number)));
        both.lost(number, scope(1), vector);
      }
    }
  }

  @Test
  void saysWhatItIs() {
    assertThat(both().index.describe()).isNotBlank().doesNotContain("\n");
  }

  /** A store and an index of its entries. */
  protected final Both both() {
    ResponseStore store = open(namespace);
    opened.add(store);
    return new Both(store, index(store, EMBEDDER, DIMENSION));
  }

  /** A store, an index of its entries, and short words for the two. */
  protected record Both(ResponseStore store, SemanticIndex index) {

    public Both {}

    /** Stores an entry and makes it findable. */
    public void keep(int number, SemanticScope scope, float[] vector) {
      await(store.put(key(number), new byte[10], LONG));
      add(number, scope, vector);
    }

    public void add(int number, SemanticScope scope, float[] vector) {
      await(index.add(key(number), scope, vector));
    }

    public List<Neighbour> nearest(SemanticScope scope, float[] vector, int most) {
      return await(index.nearest(scope, vector, most));
    }

    /** Waits until the entry is among the nearest. */
    public void found(int number, SemanticScope scope, float[] vector) {
      Waiting.until(
          () -> keys(nearest(scope, vector, 1_000)).contains(key(number)),
          "entry " + number + " is not found");
    }

    /** Waits until the entry is not found any more. */
    public void lost(int number, SemanticScope scope, float[] vector) {
      Waiting.until(
          () -> !keys(nearest(scope, vector, 1_000)).contains(key(number)),
          "entry " + number + " is still found");
    }
  }

  /** A key, always the same for a number. */
  protected static CacheKey key(int number) {
    return new CacheKey(ByteBuffer.allocate(32).putInt(28, number).array());
  }

  /** A scope, always the same for a number. */
  protected static SemanticScope scope(int number) {
    byte[] digest = new byte[32];
    Arrays.fill(digest, (byte) number);
    return new SemanticScope(digest);
  }

  protected static List<CacheKey> keys(List<Neighbour> found) {
    return found.stream().map(Neighbour::key).toList();
  }

  /** Waits for success. */
  protected static <T> T await(CompletionStage<T> stage) {
    return Waiting.on(stage.toCompletableFuture());
  }
}
