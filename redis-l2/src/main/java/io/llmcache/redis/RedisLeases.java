package io.llmcache.redis;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.LeaseStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A lease is a string that names its holder and expires by itself. Each script touches one key; who
 * gives a lease back says so on a channel that all nodes of the namespace listen to.
 */
final class RedisLeases implements LeaseStore {

  /** Key: the lease. Arguments: the holder, milliseconds. */
  private static final String ACQUIRE =
      """
      if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
      if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
      return redis.call('PEXPIRE', KEYS[1], ARGV[2])
      """;

  /** Key: the lease. Arguments: the holder, milliseconds. */
  private static final String RENEW =
      """
      if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
      return redis.call('PEXPIRE', KEYS[1], ARGV[2])
      """;

  /** Key: the lease. Arguments: the holder, the channel, the message. */
  private static final String RELEASE =
      """
      if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
      redis.call('UNLINK', KEYS[1])
      redis.call('PUBLISH', ARGV[2], ARGV[3])
      return 1
      """;

  private final RedisLink link;
  private final RedisCalls calls;
  private final RedisKeys keys;
  private final EpochNews news;

  RedisLeases(RedisLink link, RedisCalls calls, RedisKeys keys, EpochNews news) {
    this.link = link;
    this.calls = calls;
    this.keys = keys;
    this.news = news;
  }

  @Override
  public CompletionStage<Boolean> acquire(CacheKey key, String holder, Duration length) {
    return ask(ACQUIRE, key, List.of(holder, millis(length)));
  }

  @Override
  public CompletionStage<Boolean> renew(CacheKey key, String holder, Duration length) {
    return ask(RENEW, key, List.of(holder, millis(length)));
  }

  @Override
  public CompletionStage<@Nullable Void> release(CacheKey key, String holder) {
    return ask(RELEASE, key, List.of(holder, keys.releases(), key.hex()))
        .thenApply(released -> null);
  }

  private CompletionStage<Boolean> ask(String script, CacheKey key, List<String> arguments) {
    return calls.call(
        () ->
            Long.valueOf(1)
                .equals(link.client().eval(script, List.of(keys.lease(key)), arguments)));
  }

  private static String millis(Duration length) {
    return Long.toString(Math.max(length.toMillis(), 1));
  }

  @Override
  public void onRelease(Consumer<CacheKey> released) {
    news.hearReleases(
        digits -> {
          CacheKey key = RedisKeys.keyIn(digits);
          if (key != null) {
            released.accept(key);
          }
        });
  }
}
