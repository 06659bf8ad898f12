package io.llmcache.redis;

import io.llmcache.settings.Settings;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.StoreFactory;
import io.llmcache.spi.Tier;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the shared tier where {@code llmcache.redis-url} names a Redis server, sentinels or a
 * cluster. Nobody need be there yet. docs/operations.md lists the least rights that the store's
 * user needs.
 */
public final class RedisStoreFactory implements StoreFactory {

  @Override
  public Tier tier() {
    return Tier.L2;
  }

  /** Does not wait for the server. */
  @Override
  public @Nullable ResponseStore create(Settings settings, Consumer<String> warn) {
    URI url = settings.shared().url();
    if (url == null) {
      return null;
    }
    RedisServer server = RedisServer.of(url, settings.shared());
    RedisAdvice advice = new RedisAdvice(server, settings.maxCacheSize(), warn);
    return new RedisStore(
        server,
        new RedisKeys(settings.namespace(), server.isCluster()),
        settings.shared().timeout(),
        advice);
  }
}
