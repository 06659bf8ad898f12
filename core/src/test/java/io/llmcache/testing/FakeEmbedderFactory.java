package io.llmcache.testing;

import io.llmcache.settings.Settings;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.EmbedderFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a {@link FakeEmbedder} where the settings name it. */
public final class FakeEmbedderFactory implements EmbedderFactory {

  @Override
  public @Nullable Embedder create(Settings settings, Consumer<String> warn) {
    return settings.semantic().embedding().equals(FakeEmbedder.NAME) ? new FakeEmbedder() : null;
  }
}
