package io.llmcache.redis;

import io.llmcache.spi.EpochStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import redis.clients.jedis.RedisClient;

/**
 * The epochs in two hashes without expiry: the namespace's own, and one that all namespaces share.
 * The shared one holds the scope {@code all} and, as {@code top}, the highest number given so far,
 * so that a number for {@code all} lies above those of every namespace.
 */
final class RedisEpochs implements EpochStore, AutoCloseable {

  private static final String ALL = "all";

  /** Keys: the namespace's table, the shared table. Arguments: the least number, the scopes. */
  private static final String RAISE =
      """
      local top = tonumber(ARGV[1]) - 1
      for _, key in ipairs(KEYS) do
        for _, value in ipairs(redis.call('HVALS', key)) do
          local number = tonumber(value)
          if number and number > top and number < 9007199254740991 then top = number end
        end
      end
      local epoch = string.format('%.0f', top + 1)
      redis.call('HSET', KEYS[2], 'top', epoch)
      for i = 2, #ARGV do
        local key = KEYS[ARGV[i] == 'all' and 2 or 1]
        redis.call('HSET', key, ARGV[i], epoch)
        redis.call('PUBLISH', key, epoch)
      end
      return epoch
      """;

  private final RedisClient client;
  private final RedisCalls calls;
  private final RedisKeys keys;
  private final EpochNews news;

  RedisEpochs(RedisClient client, RedisCalls calls, RedisKeys keys, EpochNews news) {
    this.client = client;
    this.calls = calls;
    this.keys = keys;
    this.news = news;
  }

  @Override
  public CompletionStage<Map<String, Long>> read() {
    return calls.call(
        () -> {
          Map<String, Long> table = new HashMap<>();
          client
              .hgetAll(keys.epochs())
              .forEach((scope, epoch) -> table.put(scope, Long.valueOf(epoch)));
          String all = client.hget(RedisKeys.ALL_EPOCHS, ALL);
          if (all != null) {
            table.put(ALL, Long.valueOf(all));
          }
          return table;
        });
  }

  @Override
  public CompletionStage<Long> raise(Set<String> scopes, long atLeast) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(atLeast));
    arguments.addAll(scopes);
    return calls.call(
        () -> {
          Object epoch =
              client.eval(RAISE, List.of(keys.epochs(), RedisKeys.ALL_EPOCHS), arguments);
          return Long.valueOf(String.valueOf(epoch));
        });
  }

  @Override
  public void onChange(Runnable changed) {
    news.tell(changed);
  }

  @Override
  public void close() {
    news.close();
  }
}
