package io.llmcache.embedding;

import io.llmcache.settings.Semantic;
import io.llmcache.settings.SettingKey;
import io.llmcache.settings.Settings;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.EmbedderFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the embedder for {@code llmcache.embedding = openai:URL#MODEL}. */
public final class OpenAiEmbedderFactory implements EmbedderFactory {

  private final Duration probe;

  public OpenAiEmbedderFactory() {
    this(Duration.ofSeconds(2));
  }

  /**
   * @param probe how long the service may take for its first answer
   */
  OpenAiEmbedderFactory(Duration probe) {
    this.probe = probe;
  }

  /**
   * The embedder; null, with one warning, if the service does not answer within two seconds: its
   * vectors' dimension must be known before the first look-up.
   */
  @Override
  public @Nullable Embedder create(Settings settings, Consumer<String> warn) {
    Semantic semantic = settings.semantic();
    ServiceAddress address = ServiceAddress.parse(semantic.embedding());
    if (address == null) {
      return null;
    }
    String key = KeyFile.read(semantic.embeddingKeyFile(), SettingKey.EMBEDDING_KEY_FILE);
    Duration timeout = semantic.embeddingTimeout();
    try {
      Embedder embedder = OpenAiEmbedder.open(address, key, timeout, probe);
      warnIfNotMeasured(address, warn);
      return new CachingEmbedder(embedder, timeout);
    } catch (IOException e) {
      warn.accept(
          "There are no answers by meaning until the next start, since the embedding service did"
              + " not answer: %s Check %s and %s."
                  .formatted(
                      e.getMessage(),
                      SettingKey.EMBEDDING.key(),
                      SettingKey.EMBEDDING_KEY_FILE.key()));
      return null;
    }
  }

  private static void warnIfNotMeasured(ServiceAddress address, Consumer<String> warn) {
    if (!RemotePresets.isMeasured(address.model())) {
      warn.accept(
          ("Nobody measured what a cosine means with %s: %s is taken for the least one of a match."
                  + " The command tune finds the right one for %s.")
              .formatted(
                  address.model(),
                  RemotePresets.threshold(address.model()),
                  SettingKey.SIMILARITY_THRESHOLD.key()));
    }
  }
}
