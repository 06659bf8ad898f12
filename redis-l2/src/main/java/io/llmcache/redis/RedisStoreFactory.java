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
 *     +ping +hget +hset +hkeys +hdel +pexpire +eval +unlink +scan +hgetall +hvals +publish
 *     +subscribe +exists +ft.create +ft.search +config|get +info
 * }</pre>
 *
 * <p>The last five may be left out: without {@code config|get} and {@code info}, of which one is
 * enough, nobody is warned of a memory bound that does not fit, without the other three no answer
 * of another node is found by meaning.
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
