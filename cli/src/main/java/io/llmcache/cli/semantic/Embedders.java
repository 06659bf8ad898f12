package io.llmcache.cli.semantic;

import io.llmcache.cli.common.ConfigError;
import io.llmcache.settings.Settings;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.EmbedderFactory;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Opens the embedder that the settings name, from those on the class path. */
public final class Embedders {

  private Embedders() {}

  /**
   * Blocks until it is loaded.
   *
   * @throws ConfigError if there is none of that name, or it does not start
   */
  public static Embedder open(Settings settings, Consumer<String> warn) {
    for (EmbedderFactory factory : ServiceLoader.load(EmbedderFactory.class)) {
      Embedder embedder = factory.create(settings, warn);
      if (embedder != null) {
        return embedder;
      }
    }
    throw new ConfigError(
        "The embedder \"%s\" is not available: take minilm, bge-small or openai:URL#MODEL."
            .formatted(settings.semantic().embedding()));
  }
}
