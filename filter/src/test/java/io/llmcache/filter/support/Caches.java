package io.llmcache.filter.support;

import io.llmcache.LlmCache;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.testing.FakeEmbedderFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Caches with settings of the test's own. */
public final class Caches {

  private Caches() {}

  /** A cache in memory; the settings by their whole keys. */
  public static LlmCache with(Map<String, String> settings) {
    return with(settings, InstantSource.system());
  }

  /** The same with a clock of the test's own. */
  public static LlmCache with(Map<String, String> settings, InstantSource clock) {
    Settings read =
        SettingsReader.read(
            List.of(SettingsSource.ofMap("the test", true, settings)),
            warning -> {
              throw new AssertionError(warning);
            });
    return LlmCache.builder(read)
        .clock(clock)
        .embedder(new FakeEmbedderFactory().create(read, warning -> {}))
        .build();
  }
}
