package io.llmcache.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EntryWatcher;
import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.Background;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.RecordingWatcher;
import io.llmcache.testing.StoreContract;
import io.llmcache.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ManualClock clock = new ManualClock();

  @Override
  protected ResponseStore open(String namespace, long maxBytes) {
    return new MemoryStore(maxBytes, clock);
  }

  @Override
  protected void pass(Duration time) {
    clock.advance(time);
  }

  @Override
  protected boolean watches() {
    return true;
  }

  @Test
  void aWatcherIsToldOfEveryEntryThatIsCleared() {
    MemoryStore store = holding(3);
    RecordingWatcher watcher = new RecordingWatcher();
    store.watch(watcher);
    put(store, 1);
    put(store, 2);

    await(store.clear());

    assertThat(watcher.entries()).isEmpty();
  }

  @Test
  void aWatcherMayUseTheStoreFromAnotherThreadMeanwhile() {
    MemoryStore store = holding(3);
    List<Boolean> found = new ArrayList<>();
    store.watch(
        new EntryWatcher() {
          @Override
          public void put(CacheKey key, byte[] entry) {
            CompletableFuture<Boolean> there =
                CompletableFuture.supplyAsync(() -> await(store.get(key)) != null);
            found.add(Waiting.on(there));
          }

          @Override
          public void gone(CacheKey key) {}
        });

    put(store, 1);

    assertThat(found).containsExactly(true);
  }

  @Test
  void aSlowWatcherHearsInTheOrderInWhichItHappened() {
    MemoryStore store = holding(3);
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch heard = new CountDownLatch(1);
    RecordingWatcher seen = new RecordingWatcher();
    store.watch(
        new EntryWatcher() {
          @Override
          public void put(CacheKey key, byte[] entry) {
            told.countDown();
            Waiting.on(heard, "the watcher is held too long");
            seen.put(key, entry);
          }

          @Override
          public void gone(CacheKey key) {
            seen.gone(key);
          }
        });
    Future<?> putting = Background.start(() -> await(store.put(key(1), new byte[100], HOUR)));
    Waiting.on(told, "the watcher is not told");

    await(store.remove(key(1)));
    heard.countDown();

    Waiting.on(putting);
    assertThat(await(store.get(key(1)))).isNull();
    assertThat(seen.entries()).isEmpty();
  }

  @Test
  void theLeastRecentlyUsedGoesFirst() {
    MemoryStore store = holding(3);
    put(store, 1);
    put(store, 2);
    put(store, 3);
    await(store.get(key(1)));

    put(store, 4);

    assertThat(await(store.get(key(2)))).isNull();
    assertThat(await(store.get(key(1)))).isNotNull();
    assertThat(await(store.get(key(3)))).isNotNull();
    assertThat(await(store.get(key(4)))).isNotNull();
  }

  @Test
  void bytesAreCountedInAndOut() {
    MemoryStore store = holding(3);
    assertThat(store.bytes()).isZero();
    put(store, 1);
    assertThat(store.bytes()).isEqualTo(100 + MemoryStore.OVERHEAD);
    put(store, 1);
    assertThat(store.bytes()).isEqualTo(100 + MemoryStore.OVERHEAD);
    await(store.put(key(1), new byte[10], HOUR));
    assertThat(store.bytes()).isEqualTo(10 + MemoryStore.OVERHEAD);
    await(store.remove(key(1)));
    assertThat(store.bytes()).isZero();
    put(store, 1);
    clock.advance(HOUR);
    assertThat(await(store.get(key(1)))).isNull();
    assertThat(store.bytes()).isZero();
  }

  @Test
  void whatDoesNotFitAtAllIsNotKeptAndEvictsNobodyElse() {
    MemoryStore store = holding(3);
    put(store, 1);
    put(store, 2);

    await(store.put(key(2), new byte[3 * (100 + MemoryStore.OVERHEAD)], HOUR));

    assertThat(await(store.get(key(1)))).isNotNull();
    assertThat(await(store.get(key(2)))).as("the old entry is outdated").isNull();
  }

  @Test
  void anEntryIsThereUntilTheInstantItExpires() {
    MemoryStore store = holding(3);
    put(store, 1);
    clock.advance(HOUR.minusNanos(1));
    assertThat(await(store.get(key(1)))).isNotNull();

    clock.advance(Duration.ofNanos(1));

    assertThat(await(store.get(key(1)))).isNull();
  }

  private MemoryStore holding(int entries) {
    return new MemoryStore(entries * (100L + MemoryStore.OVERHEAD), clock);
  }

  private static void put(MemoryStore store, int number) {
    await(store.put(key(number), new byte[100], HOUR));
  }
}
