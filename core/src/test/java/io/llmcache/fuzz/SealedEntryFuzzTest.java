package io.llmcache.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.internal.seal.Sealing;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.FakeSharedTier;
import io.llmcache.testing.KeyFiles;
import io.llmcache.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever somebody writes into the store, it is what we wrote under this key, or not there. */
class SealedEntryFuzzTest {

  private static final Duration LONG = Duration.ofHours(1);

  @TempDir private Path folder;

  @Test
  void anEncryptedEntryIsOursOrNotThere() throws Exception {
    Path file = KeyFiles.write(folder.resolve("keys"), "one", "two");
    tamper(Sealing.of(settings(Map.of("llmcache.encryption-key-file", file.toString())), null));
  }

  @Test
  void aSignedEntryIsOursOrNotThere() throws Exception {
    tamper(Sealing.of(settings(Map.of()), new byte[32]));
  }

  private static void tamper(Sealing sealing) throws InterruptedException {
    ResponseStore server = new FakeSharedTier(new ManualClock()).node();
    ResponseStore sealed = sealing.over(server, "l2", (where, why) -> {});
    Fuzzing.run(
        random -> {
          byte[] entry = bytes(random);
          CacheKey key = key(random);
          CacheKey other = key(random);
          sealed.put(key, entry, LONG);
          sealed.put(other, bytes(random), LONG);
          byte[] stored = get(server, key);
          byte[] mutant = Mutation.of(stored, get(server, other), random);

          server.put(key, mutant, LONG);

          byte[] read = get(sealed, key);
          assertThat(read)
              .satisfiesAnyOf(
                  nothing -> assertThat(nothing).isNull(),
                  same -> assertThat(mutant).isEqualTo(stored));
          assertThat(read == null || Arrays.equals(read, entry)).isTrue();
        });
  }

  private static byte[] get(ResponseStore store, CacheKey key) {
    return store.get(key).toCompletableFuture().join();
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static CacheKey key(Random random) {
    byte[] digest = new byte[32];
    random.nextBytes(digest);
    return new CacheKey(digest);
  }

  private static Settings settings(Map<String, String> settings) {
    return SettingsReader.read(
        List.of(SettingsSource.ofMap("test", true, settings)), warning -> {});
  }
}
