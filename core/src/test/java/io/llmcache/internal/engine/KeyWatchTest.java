package io.llmcache.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.internal.seal.Sealing;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.testing.KeyFiles;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.ManualTimer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyWatchTest {

  private final ManualTimer timer = new ManualTimer(new ManualClock());

  @TempDir private Path folder;

  @Test
  void aChangedFileIsReadByItselfAndAWrongOneIsNot() {
    Path file = KeyFiles.write(folder.resolve("keys"), "old");
    Sealing sealing = sealing(Map.of("llmcache.encryption-key-file", file.toString()));
    try (KeyWatch watch = new KeyWatch(sealing, timer, Runnable::run)) {
      watch.start();

      KeyFiles.write(file, "new", "old");
      assertThat(sealing.keyIds()).containsExactly("old");
      timer.advance(KeyWatch.PAUSE);
      assertThat(sealing.keyIds()).containsExactly("new", "old");

      KeyFiles.lines(file, List.of("new"));
      timer.advance(KeyWatch.PAUSE.multipliedBy(2));
      assertThat(sealing.keyIds()).containsExactly("new", "old");

      KeyFiles.write(file, "new");
      timer.advance(KeyWatch.PAUSE);
      assertThat(sealing.keyIds()).containsExactly("new");
    }
    timer.advance(KeyWatch.PAUSE);
    assertThat(timer.pending()).isZero();
  }

  @Test
  void withoutAFileThereIsNothingToWatch() {
    try (KeyWatch watch = new KeyWatch(sealing(Map.of()), timer, Runnable::run)) {
      watch.start();
      assertThat(timer.pending()).isZero();
    }
  }

  private static Sealing sealing(Map<String, String> settings) {
    return Sealing.of(
        SettingsReader.read(List.of(SettingsSource.ofMap("test", true, settings)), warning -> {}),
        null);
  }
}
