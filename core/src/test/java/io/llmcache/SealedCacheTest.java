package io.llmcache;

import static io.llmcache.testing.Calls.answer;
import static io.llmcache.testing.Calls.asking;
import static io.llmcache.testing.Calls.lease;
import static io.llmcache.testing.Calls.served;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.Tier;
import io.llmcache.testing.FakeEmbedder;
import io.llmcache.testing.FakeSharedTier;
import io.llmcache.testing.KeyFiles;
import io.llmcache.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that share a tier of which others may read and write. */
class SealedCacheTest {

  private static final String KEYS = "encryption-key-file";

  private final ManualClock clock = new ManualClock();
  private final FakeSharedTier server = new FakeSharedTier(clock);

  @TempDir private Path folder;

  @Test
  void keysRotateUnderTwoNodesThatNeverMissEachOther() {
    Path ones = KeyFiles.write(folder.resolve("one"), "old");
    Path twos = KeyFiles.write(folder.resolve("two"), "old");
    try (LlmCache one = node(Map.of(KEYS, ones.toString()));
        LlmCache two = node(Map.of(KEYS, twos.toString()))) {
      answer(one.open(asking("a")));

      KeyFiles.write(ones, "old", "new");
      assertThat(one.reloadKeys()).containsExactly("old", "new");
      KeyFiles.write(twos, "old", "new");
      assertThat(two.reloadKeys()).containsExactly("old", "new");
      KeyFiles.write(ones, "new", "old");
      assertThat(one.reloadKeys()).containsExactly("new", "old");
      answer(one.open(asking("b")));
      answer(two.open(asking("c")));

      served(two.open(asking("a")));
      served(two.open(asking("b")));
      served(one.open(asking("c")));
      assertThat(one.statistics().faults()).isEmpty();
      assertThat(two.statistics().faults()).isEmpty();
    }
  }

  @Test
  void aKeyFileThatIsWrongLaterIsSaidAndChangesNothing() {
    Path file = KeyFiles.write(folder.resolve("keys"), "old");
    try (LlmCache one = node(Map.of(KEYS, file.toString()))) {
      answer(one.open(asking("a")));

      KeyFiles.lines(file, List.of("old short"));

      assertThatExceptionOfType(SettingsException.class)
          .isThrownBy(one::reloadKeys)
          .withMessageContaining("line 1");
      served(one.open(asking("a")));
    }
  }

  @Test
  void encryptedNothingShowsAndAnotherKeysEntryIsAMiss() {
    Path file = KeyFiles.write(folder.resolve("keys"), "k");
    try (LlmCache one = node(Map.of(KEYS, file.toString()));
        LlmCache two = node(Map.of(KEYS, file.toString()))) {
      assertThat(one.description()).contains("l2=fake shared tier, encrypted");
      answer(one.open(asking("a")));
      answer(one.open(asking("b")));
      assertThat(stored().values()).noneMatch(text -> text.contains("choices"));

      swap();

      lease(two.open(asking("a")));
      assertThat(two.statistics().faults()).containsOnlyKeys("l2");
    }
  }

  @Test
  void signedNobodyForgesAndWhatWasThereBeforeIsAMiss() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "a secret of ours for this");
    Map<String, String> settings = Map.of("secret-file", secret.toString(), "tenant", "shared");
    try (LlmCache plain = node(Map.of("tenant", "shared"));
        LlmCache one = node(settings);
        LlmCache two = node(settings)) {
      answer(plain.open(asking("of before")));
      answer(one.open(asking("of before")));
      assertThat(one.statistics().faults()).containsOnlyKeys("l2");

      answer(one.open(asking("a")));
      served(two.open(asking("a")));
      assertThat(one.description()).contains("signed");
      lease(plain.open(asking("a")));
      answer(one.open(asking("b")));
      swap();
      lease(two.open(asking("b")));
      assertThat(two.statistics().faults()).containsOnlyKeys("l2");
    }
  }

  @Test
  void withEncryptionVectorsStayOnTheNode() {
    Path file = KeyFiles.write(folder.resolve("keys"), "k");
    try (LlmCache one =
        LlmCache.builder(settings(Map.of(KEYS, file.toString())))
            .clock(clock)
            .store(Tier.L2, server.node())
            .embedder(new FakeEmbedder())
            .build()) {
      String question = "How do I change the oil of a very old car?";
      answer(one.open(asking(question)));
      assertThat(one.count(Invalidation.namespace()).join().shared()).isEqualTo(1);

      assertThat(server.vectors()).isZero();
      assertThat(one.description()).contains("l2=fake shared tier, encrypted");
    }
  }

  /** What anybody sees who reads the server. */
  private Map<CacheKey, String> stored() {
    Map<CacheKey, String> stored = new HashMap<>();
    server
        .node()
        .visit((key, entry) -> stored.put(key, new String(entry, ISO_8859_1)))
        .toCompletableFuture()
        .join();
    return stored;
  }

  /** Gives each key the next one's entry. */
  private void swap() {
    Map<CacheKey, String> stored = stored();
    List<CacheKey> keys = List.copyOf(stored.keySet());
    ResponseStore node = server.node();
    for (int i = 0; i < keys.size(); i++) {
      String other = stored.get(keys.get((i + 1) % keys.size()));
      node.put(keys.get(i), other.getBytes(ISO_8859_1), Duration.ofHours(1));
    }
  }

  private LlmCache node(Map<String, String> settings) {
    return LlmCache.builder(settings(settings)).clock(clock).store(Tier.L2, server.node()).build();
  }

  private static Settings settings(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    settings.forEach((key, value) -> all.put("llmcache." + key, value));
    return SettingsReader.read(List.of(SettingsSource.ofMap("test", true, all)), warning -> {});
  }
}
