package io.llmcache.embedding;

import io.llmcache.settings.SettingKey;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.EmbedderFactory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the embedders that run in this process: {@code minilm} and {@code bge-small}. */
public final class OnnxEmbedderFactory implements EmbedderFactory {

  private static final Duration START = Duration.ofSeconds(30);

  /**
   * The embedder; null, with one warning, if its native library does not load on this machine.
   * Blocks for about half a second, and never for more than 30.
   */
  @Override
  public @Nullable Embedder create(Settings settings, Consumer<String> warn) {
    InProcessModel model = InProcessModel.named(settings.semantic().embedding());
    if (model == null) {
      return null;
    }
    Duration wait = settings.semantic().embeddingTimeout();
    OnnxEmbedder embedder = open(model, () -> OnnxEmbedder.open(model, wait), warn);
    return embedder == null ? null : new CachingEmbedder(embedder, wait);
  }

  private static @Nullable OnnxEmbedder open(
      InProcessModel model, Callable<OnnxEmbedder> opener, Consumer<String> warn) {
    try {
      return BoundedStart.run(opener, START);
    } catch (FileNotFoundException e) {
      throw new SettingsException(
          "%s = \"%s\": the model is not there. Add the artifact io.llmcache:llmcache-embedding-%s."
              .formatted(SettingKey.EMBEDDING.key(), model.setting(), model.setting()));
    } catch (IOException | LinkageError | RuntimeException e) {
      warn.accept(NativeTrouble.ofEmbedder(e));
      return null;
    }
  }
}
