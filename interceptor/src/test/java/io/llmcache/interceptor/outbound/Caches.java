package io.llmcache.interceptor.outbound;

import io.llmcache.LlmCache;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.testing.FakeEmbedderFactory;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Caches in memory, with settings of the test's own, that look at 127.0.0.1. */
public final class Caches {

  private Caches() {}

  public static LlmCache with(Map<String, String> settings) {
    return with(settings, InstantSource.system());
  }

  public static LlmCache with(Map<String, String> settings, InstantSource clock) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("llmcache.upstream-hosts", "127.0.0.1");
    Settings read =
        SettingsReader.read(
            List.of(SettingsSource.ofMap("the test", true, all)),
            warning -> {
              throw new AssertionError(warning);
            });
    return LlmCache.builder(read)
        .clock(clock)
        .embedder(new FakeEmbedderFactory().create(read, warning -> {}))
        .build();
  }
}
