package io.llmcache.redis;

import io.llmcache.settings.Settings;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.StoreFactory;
import io.llmcache.spi.Tier;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the shared tier where {@code llmcache.redis-url} names a Redis server. The server need not
 * be there yet.
 *
 * <p>The least rights that the store's user needs, as an ACL rule:
 *
 * <pre>{@code
 * user llmcache on >PASSWORD resetkeys resetchannels -@all ~llmcache:* &llmcache:*
 *     +ping +hget +hset +pexpire +eval +unlink +scan +hgetall +hvals +publish +subscribe
 *     +config|get
 * }</pre>
 *
 * <p>{@code config|get} may be left out: then nobody is warned of a memory bound that does not fit.
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
        server, new RedisKeys(settings.namespace()), settings.shared().timeout(), advice);
  }
}
