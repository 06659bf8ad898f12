package io.llmcache.internal.memory;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.llmcache.spi.CacheKey;
import io.llmcache.testing.RecordingWatcher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Lincheck runs the store's operations in many orders, switching between any two steps of their
 * threads, and looks for results that no order one after the other could have, and for a watcher
 * that in the end knows of something else than what is there. Two of the three keys fit.
 */
@Param(name = "key", gen = IntGen.class, conf = "0:2")
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class MemoryStoreInterleavingsTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final MemoryStore store =
      new MemoryStore(2L * (MemoryStore.OVERHEAD + 1), fixed(Instant.EPOCH));
  private final RecordingWatcher watcher = new RecordingWatcher();

  public MemoryStoreInterleavingsTest() {
    store.watch(watcher);
  }

  @Operation
  public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
    store.put(key(key), new byte[] {(byte) value}, HOUR);
  }

  /** The value, or zero where there is none. */
  @Operation
  public int get(@Param(name = "key") int key) {
    byte[] entry = store.get(key(key)).toCompletableFuture().join();
    return entry == null ? 0 : entry[0];
  }

  @Operation
  public void remove(@Param(name = "key") int key) {
    store.remove(key(key));
  }

  @Operation
  public long bytes() {
    return store.bytes();
  }

  @Validate
  public void theWatcherKnowsWhatIsThere() {
    Map<CacheKey, Byte> there = new HashMap<>();
    store.visit((key, entry) -> there.put(key, entry[0]));
    Map<CacheKey, Byte> seen = new HashMap<>();
    watcher.entries().forEach((key, entry) -> seen.put(key, entry[0]));
    if (!there.equals(seen)) {
      throw new IllegalStateException("there are " + there + ", the watcher has " + seen);
    }
  }

  @Test
  void everyResultIsRightForSomeOrderAndTheWatcherMissesNothing() {
    new ModelCheckingOptions()
        .iterations(4)
        .invocationsPerIteration(50)
        .threads(2)
        .actorsPerThread(3)
        .addGuarantee(
            forClasses(RecordingWatcher.class.getName(), CacheKey.class.getName())
                .allMethods()
                .treatAsAtomic())
        .check(MemoryStoreInterleavingsTest.class);
  }

  private static InstantSource fixed(Instant instant) {
    return () -> instant;
  }

  private static CacheKey key(int number) {
    byte[] digest = new byte[32];
    digest[0] = (byte) number;
    return new CacheKey(digest);
  }
}
