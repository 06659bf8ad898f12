package io.llmcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.internal.memory.MemoryStore;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.KeyFiles;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedStoreTest {

  /** What a wrapper leaves to a default, the store behind it is never asked. */
  @Test
  void everyCallReachesTheStoreBehind() {
    assertThat(ResponseStore.class.getMethods())
        .filteredOn(method -> !method.getDeclaringClass().equals(Object.class))
        .allSatisfy(method -> assertThat(isOwn(method)).as(method.getName()).isTrue());
  }

  /** Else other nodes would take it for an older one, and keep theirs. */
  @Test
  void whatIsAnnouncedIsWhatWasFilled() {
    List<byte[]> announced = new ArrayList<>();
    ResponseStore memory = new MemoryStore(1 << 20, InstantSource.system());
    KeyRing keys = KeyRing.of("keys", List.of(KeyFiles.line("2026-01")));
    SealedStore sealed =
        new SealedStore(
            announcing(memory, announced), new Encryption(() -> keys, "ns"), failure -> {});
    CacheKey key = new CacheKey(new byte[32]);
    byte[] entry = {1, 2, 3};

    sealed.fill(key, entry, Duration.ofHours(1)).toCompletableFuture().join();
    sealed.announce(key, entry, Duration.ofHours(1)).toCompletableFuture().join();

    byte[] stored = memory.get(key).toCompletableFuture().join();
    assertThat(stored).isNotEqualTo(entry);
    assertThat(announced).singleElement().isEqualTo(stored);
  }

  private static ResponseStore announcing(ResponseStore store, List<byte[]> announced) {
    return (ResponseStore)
        Proxy.newProxyInstance(
            SealedStoreTest.class.getClassLoader(),
            new Class<?>[] {ResponseStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("announce")) {
                announced.add((byte[]) arguments[1]);
              }
              return method.invoke(store, arguments);
            });
  }

  private static boolean isOwn(Method method) {
    return Arrays.stream(SealedStore.class.getDeclaredMethods())
        .anyMatch(
            own ->
                own.getName().equals(method.getName())
                    && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
  }
}
