package io.llmcache.spi;

import io.llmcache.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Makes the store of one tier. Found by {@link java.util.ServiceLoader}. */
public interface StoreFactory {

  Tier tier();

  /**
   * Makes the store, or returns null if it is not configured or its platform is not here. Blocks
   * only for a short, bounded time: a server that does not answer now may answer later, so it is no
   * reason to fail.
   *
   * @param warn told, in whole sentences, what an administrator should know
   * @throws io.llmcache.settings.SettingsException if its settings are wrong
   */
  @Nullable ResponseStore create(Settings settings, java.util.function.Consumer<String> warn);
}
