package io.llmcache.spi;

import io.llmcache.settings.Settings;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the verifier that the settings name. Found by {@link java.util.ServiceLoader}. */
public interface PairVerifierFactory {

  /**
   * The verifier, or null if the settings name none of this factory's.
   *
   * @throws io.llmcache.settings.SettingsException if its settings are wrong
   */
  @Nullable PairVerifier create(Settings settings, Consumer<String> warn);
}
