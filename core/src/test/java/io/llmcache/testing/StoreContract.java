package io.llmcache.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EntryWatcher;
import io.llmcache.spi.ResponseStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link ResponseStore} does. Runs in a server as well as in a plain JVM. */
public abstract class StoreContract {

  /** More than what any test here keeps, but for the one about the bound. */
  private static final long ROOM = 64L << 20;

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final String namespace = "t" + Long.toHexString(ThreadLocalRandom.current().nextLong());
  private final List<ResponseStore> opened = new ArrayList<>();

  /**
   * Opens a store.
   *
   * @param namespace of this test alone
   * @param maxBytes what it may hold; a few per cent of overhead may come on top
   */
  protected abstract ResponseStore open(String namespace, long maxBytes);

  /** The bound that a store is filled over in {@link #staysWithinItsBound}, in bytes. */
  protected long bound() {
    return 4L << 20;
  }

  /** Whether the store tells watchers. If not, it must tell them nothing at all. */
  protected boolean watches() {
    return false;
  }

  /** Lets time pass for a store with a manual clock; the others' time passes by itself. */
  protected void pass(Duration time) {}

  @AfterEach
  void closeAll() {
    opened.forEach(ResponseStore::close);
  }

  @Test
  void anUnknownKeyIsNull() {
    assertThat(get(store(), key(1))).isNull();
  }

  @Test
  void whatWasPutIsThere() {
    ResponseStore store = store();

    put(store, key(1), bytes(2_048, 1), LONG);
    put(store, key(2), bytes(2_048, 2), LONG);

    assertThat(get(store, key(1))).isEqualTo(bytes(2_048, 1));
    assertThat(get(store, key(2))).isEqualTo(bytes(2_048, 2));
  }

  @Test
  void aLaterPutReplaces() {
    ResponseStore store = store();
    put(store, key(1), bytes(2_048, 1), LONG);

    put(store, key(1), bytes(10, 2), LONG);

    assertThat(get(store, key(1))).isEqualTo(bytes(10, 2));
  }

  @Test
  void removeLetsGoOfOneEntry() {
    ResponseStore store = store();
    put(store, key(1), bytes(10, 1), LONG);
    put(store, key(2), bytes(10, 2), LONG);

    await(store.remove(key(1)));
    await(store.remove(key(3)));

    assertThat(get(store, key(1))).isNull();
    assertThat(get(store, key(2))).isEqualTo(bytes(10, 2));
  }

  @Test
  void everyEntryIsVisited() {
    ResponseStore store = store();
    ResponseStore another = open(namespace + "-other", ROOM);
    opened.add(another);
    put(another, key(5_000), bytes(10, 1), LONG);
    for (int i = 0; i < 350; i++) {
      put(store, key(i), bytes(10, i), LONG);
    }
    Map<CacheKey, byte[]> seen = new ConcurrentHashMap<>();

    await(store.visit(seen::put));

    assertThat(seen).hasSize(350);
    assertThat(seen.get(key(17))).isEqualTo(bytes(10, 17));
  }

  @Test
  void useIsAddedUpOrIgnored() {
    ResponseStore store = store();
    await(store.used(Map.of(key(1), 2, key(2), 5)));
    await(store.used(Map.of(key(1), 9, key(3), 1)));

    List<CacheKey> mostUsed = await(store.mostUsed(2));

    assertThat(mostUsed).isIn(List.of(), List.of(key(1), key(2)));
  }

  @Test
  void clearLetsGoOfAllEntries() {
    ResponseStore store = store();
    for (int i = 0; i < 1_500; i++) {
      put(store, key(i), bytes(10, i), LONG);
    }

    await(store.clear());

    for (int i = 0; i < 1_500; i++) {
      assertThat(get(store, key(i))).isNull();
    }
    put(store, key(1), bytes(10, 1), LONG);
    assertThat(get(store, key(1))).isEqualTo(bytes(10, 1));
  }

  @Test
  void anEntryGoesAtTheEndOfItsLifetime() {
    ResponseStore store = store();
    put(store, key(1), bytes(10, 1), SHORT);
    put(store, key(2), bytes(10, 2), LONG);
    put(store, key(3), bytes(10, 3), Duration.ofDays(3_650));

    passes(store, key(1), SHORT);

    assertThat(get(store, key(2))).isEqualTo(bytes(10, 2));
    assertThat(get(store, key(3))).isEqualTo(bytes(10, 3));
  }

  @Test
  void aLaterPutBringsItsOwnLifetime() {
    ResponseStore store = store();
    put(store, key(1), bytes(10, 1), SHORT);
    put(store, key(2), bytes(10, 2), LONG);
    put(store, key(1), bytes(10, 1), LONG);
    put(store, key(2), bytes(10, 2), SHORT);

    passes(store, key(2), SHORT);

    assertThat(get(store, key(1))).isEqualTo(bytes(10, 1));
  }

  @Test
  void bytesComeBackAsTheyWere() {
    ResponseStore store = store();
    byte[] each = new byte[256];
    for (int i = 0; i < each.length; i++) {
      each[i] = (byte) i;
    }
    List<byte[]> entries = List.of(new byte[0], new byte[1], each, bytes(8 << 20, 7));

    for (int i = 0; i < entries.size(); i++) {
      put(store, key(i), entries.get(i), LONG);
    }

    for (int i = 0; i < entries.size(); i++) {
      byte[] back = get(store, key(i));
      assertThat(back).isNotNull();
      assertThat(Arrays.equals(back, entries.get(i))).as("entry %d", i).isTrue();
    }
  }

  @Test
  void namespacesAreApart() {
    ResponseStore one = store();
    ResponseStore other = opened(open(namespace + "b", ROOM));
    put(one, key(1), bytes(10, 1), LONG);
    put(one, key(2), bytes(10, 2), LONG);
    put(other, key(1), bytes(10, 3), LONG);

    assertThat(get(other, key(2))).isNull();
    await(one.clear());

    assertThat(get(one, key(1))).isNull();
    assertThat(get(other, key(1))).isEqualTo(bytes(10, 3));
  }

  @Test
  void eightThreadsSeeWholeEntries() throws Exception {
    ResponseStore store = store();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int seed = t;
        all.add(threads.submit(() -> readAndWrite(store, new Random(seed))));
      }
      for (Future<?> one : all) {
        one.get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void readAndWrite(ResponseStore store, Random random) {
    for (int i = 0; i < 200; i++) {
      int number = random.nextInt(4);
      if (random.nextInt(10) == 0) {
        await(store.remove(key(number)));
      } else if (random.nextBoolean()) {
        int seed = random.nextInt(16);
        put(store, key(number), bytes(1_000 + seed, seed), LONG);
      }
      byte[] back = get(store, key(number));
      if (back != null) {
        assertThat(back).isEqualTo(bytes(back.length, back.length - 1_000));
      }
    }
  }

  @Test
  void staysWithinItsBound() {
    long bound = bound();
    ResponseStore store = opened(open(namespace, bound));
    int size = 32 << 10;
    int count = (int) (4 * bound / size);

    for (int i = 0; i < count; i++) {
      put(store, key(i), bytes(size, i), LONG);
    }

    long held = 0;
    for (int i = 0; i < count; i++) {
      byte[] back = get(store, key(i));
      held += back == null ? 0 : back.length;
    }
    assertThat(held).isLessThanOrEqualTo(bound).isGreaterThan(bound / 4);
  }

  @Test
  void aWatcherIsToldOfPutsReplacementsAndRemovals() {
    ResponseStore store = store();
    RecordingWatcher watcher = watcherOf(store);

    put(store, key(1), bytes(10, 1), LONG);
    put(store, key(2), bytes(10, 2), LONG);
    put(store, key(3), bytes(10, 3), LONG);
    put(store, key(2), bytes(20, 4), LONG);
    await(store.remove(key(3)));

    seenBy(watcher, Map.of(key(1), bytes(10, 1), key(2), bytes(20, 4)));
  }

  @Test
  void aWatcherIsToldOfWhatExpires() {
    ResponseStore store = store();
    RecordingWatcher watcher = watcherOf(store);
    put(store, key(1), bytes(10, 1), LONG);
    put(store, key(2), bytes(10, 2), SHORT);

    passes(store, key(2), SHORT);

    seenBy(watcher, Map.of(key(1), bytes(10, 1)));
  }

  @Test
  void aWatcherIsToldOfWhatIsEvicted() {
    long bound = bound();
    ResponseStore store = opened(open(namespace, bound));
    RecordingWatcher watcher = watcherOf(store);
    int size = 32 << 10;

    for (int i = 0; i < 2 * bound / size; i++) {
      put(store, key(i), bytes(size, i), LONG);
    }

    assertThat(watcher.entries().isEmpty()).isEqualTo(!watches());
    Waiting.until(
        () -> watcher.entries().keySet().stream().allMatch(key -> get(store, key) != null),
        "an evicted entry was not told of");
  }

  @Test
  void aWatcherThatThrowsHarmsNobody() {
    ResponseStore store = store();
    store.watch(new ThrowingWatcher());
    RecordingWatcher watcher = watcherOf(store);

    put(store, key(1), bytes(10, 1), LONG);
    put(store, key(2), bytes(10, 2), LONG);
    await(store.remove(key(2)));

    assertThat(get(store, key(1))).isEqualTo(bytes(10, 1));
    seenBy(watcher, Map.of(key(1), bytes(10, 1)));
  }

  private static final class ThrowingWatcher implements EntryWatcher {

    @Override
    public void put(CacheKey key, byte[] entry) {
      throw new IllegalStateException("thrown by the test");
    }

    @Override
    public void gone(CacheKey key) {
      throw new IllegalStateException("thrown by the test");
    }
  }

  private static RecordingWatcher watcherOf(ResponseStore store) {
    RecordingWatcher watcher = new RecordingWatcher();
    store.watch(watcher);
    return watcher;
  }

  private void seenBy(RecordingWatcher watcher, Map<CacheKey, byte[]> entries) {
    Map<CacheKey, byte[]> expected = watches() ? entries : Map.of();
    Waiting.until(
        () -> same(watcher.entries(), expected),
        "the watcher was not told of all that came and went");
  }

  private static boolean same(Map<CacheKey, byte[]> some, Map<CacheKey, byte[]> others) {
    return some.keySet().equals(others.keySet())
        && some.entrySet().stream()
            .allMatch(one -> Arrays.equals(one.getValue(), others.get(one.getKey())));
  }

  @Test
  void pingCompletes() {
    await(store().ping());
  }

  @Test
  void saysWhatItIs() {
    assertThat(store().describe()).isNotBlank().doesNotContain("\n");
  }

  @Test
  void closingTwiceIsClosingOnce() {
    ResponseStore store = store();
    put(store, key(1), bytes(10, 1), LONG);

    store.close();

    assertThatCode(store::close).doesNotThrowAnyException();
  }

  @Test
  void afterCloseEachCallEnds() {
    ResponseStore store = store();
    put(store, key(1), bytes(10, 1), LONG);

    store.close();

    ends(store.get(key(1)));
    ends(store.put(key(2), bytes(10, 2), LONG));
    ends(store.remove(key(1)));
    ends(store.clear());
    ends(store.ping());
  }

  private ResponseStore store() {
    return opened(open(namespace, ROOM));
  }

  private ResponseStore opened(ResponseStore store) {
    opened.add(store);
    return store;
  }

  private void passes(ResponseStore store, CacheKey key, Duration lifetime) {
    pass(lifetime);
    Waiting.until(() -> get(store, key) == null, "the entry outlives its lifetime");
  }

  /** A key, always the same for a number. */
  protected static CacheKey key(int number) {
    return new CacheKey(ByteBuffer.allocate(32).putInt(28, number).array());
  }

  /** Bytes that look random, always the same for a seed. */
  protected static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Waits for the entry. */
  protected static byte @Nullable [] get(ResponseStore store, CacheKey key) {
    return await(store.get(key));
  }

  /** Waits until the entry is stored. */
  protected static void put(ResponseStore store, CacheKey key, byte[] entry, Duration lifetime) {
    await(store.put(key, entry, lifetime));
  }

  /** Waits for success. */
  protected static <T> T await(CompletionStage<T> stage) {
    return Waiting.on(stage.toCompletableFuture());
  }

  /** Waits for success or failure. */
  private static void ends(CompletionStage<?> stage) {
    try {
      stage.toCompletableFuture().get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isNotNull();
    } catch (TimeoutException e) {
      throw new AssertionError("a call after close() hangs", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
