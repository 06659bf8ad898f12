package io.llmcache.spi;

import io.llmcache.settings.Settings;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the embedder that the settings name. Found by {@link java.util.ServiceLoader}. */
public interface EmbedderFactory {

  /**
   * The embedder, or null if the settings name one of another factory. Blocks for a short, bounded
   * time.
   *
   * @param warn told, in whole sentences, what an administrator should know
   * @throws io.llmcache.settings.SettingsException if its settings are wrong
   */
  @Nullable Embedder create(Settings settings, Consumer<String> warn);
}
