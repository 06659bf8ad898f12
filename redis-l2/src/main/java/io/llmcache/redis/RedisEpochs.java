package io.llmcache.redis;

import io.llmcache.spi.EpochStore;
import java.net.ConnectException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The epochs in two hashes without expiry: the namespace's own, and one that all namespaces share.
 * The shared one holds the scope {@code all} and, as {@code top}, the highest number given so far,
 * so that a number for {@code all} lies above those of every namespace.
 *
 * <p>Where a table is missing, numbers go on from the time of day in milliseconds, which lies above
 * those that a lost table held. A node that begins and finds none raises its namespace: entries may
 * have outlived the table that says which of them are invalid.
 */
final class RedisEpochs implements EpochStore, AutoCloseable {

  private static final String ALL = "all";

  /**
   * It is run on a full server, too. Keys: the namespace's table, the shared table. Arguments: the
   * least number, the time in milliseconds, the scopes. Without scopes those whose table is missing
   * are raised.
   */
  private static final String RAISE =
      """
      local missing = redis.call('EXISTS', KEYS[1], KEYS[2]) < 2
      local scopes = {}
      for i = 3, #ARGV do scopes[#scopes + 1] = ARGV[i] end
      if #scopes == 0 then
        if not missing then return '' end
        scopes = redis.call('EXISTS', KEYS[2]) == 0 and {'all', 'ns'} or {'ns'}
      end
      local top = tonumber(ARGV[1]) - 1
      if missing then top = math.max(top, tonumber(ARGV[2])) end
      for _, key in ipairs(KEYS) do
        for _, value in ipairs(redis.call('HVALS', key)) do
          local number = tonumber(value)
          if number and number > top and number < 9007199254740991 then top = number end
        end
      end
      local epoch = string.format('%.0f', top + 1)
      redis.call('HSET', KEYS[2], 'top', epoch)
      for _, scope in ipairs(scopes) do
        local key = KEYS[scope == 'all' and 2 or 1]
        redis.call('HSET', key, scope, epoch)
        redis.call('PUBLISH', key, epoch)
      end
      return epoch
      """;

  /** Servers before Redis 7 do not know it, and then take no invalidation while they are full. */
  private static final String EVEN_IF_FULL = "#!lua flags=allow-oom\n";

  private final RedisLink link;
  private final RedisCalls calls;
  private final RedisKeys keys;
  private final EpochNews news;
  private final InstantSource clock;
  private final Consumer<String> onForeign;
  private final AtomicBoolean said = new AtomicBoolean();
  private volatile boolean begun;

  /**
   * @param onForeign told once which tables are somebody else's
   */
  RedisEpochs(
      RedisLink link,
      RedisCalls calls,
      RedisKeys keys,
      EpochNews news,
      InstantSource clock,
      Consumer<String> onForeign) {
    this.onForeign = onForeign;
    this.link = link;
    this.calls = calls;
    this.keys = keys;
    this.news = news;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Map<String, Long>> read() {
    return calls.call(
        () -> {
          if (!begun) {
            if (link.client().exists(keys.epochs(), keys.allEpochs()) < 2) {
              number(List.of(), 1);
            }
            begun = true;
          }
          Map<String, Long> table = new HashMap<>();
          Set<String> unreadable = new TreeSet<>();
          take(table(), table, unreadable);
          if (!unreadable.isEmpty()) {
            number(unreadable, 1);
            take(table(), table, unreadable);
          }
          return table;
        });
  }

  private Map<String, String> table() throws ConnectException {
    UnifiedJedis client = link.client();
    try {
      Map<String, String> table = new HashMap<>(client.hgetAll(keys.epochs()));
      String all = client.hget(keys.allEpochs(), ALL);
      if (all != null) {
        table.put(ALL, all);
      }
      return table;
    } catch (JedisDataException e) {
      if (String.valueOf(e.getMessage()).startsWith("WRONGTYPE")
          && said.compareAndSet(false, true)) {
        onForeign.accept(keys.epochs() + " or " + keys.allEpochs());
      }
      throw e;
    }
  }

  private static void take(
      Map<String, String> texts, Map<String, Long> table, Set<String> unreadable) {
    texts.forEach(
        (scope, text) -> {
          try {
            table.put(scope, Long.valueOf(text));
          } catch (NumberFormatException e) {
            unreadable.add(scope);
          }
        });
  }

  @Override
  public CompletionStage<Long> raise(Set<String> scopes, long atLeast) {
    Set<String> raised = Set.copyOf(scopes);
    return calls.call(() -> Long.valueOf(number(raised, atLeast)));
  }

  private String number(Collection<String> scopes, long atLeast) throws ConnectException {
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(atLeast));
    arguments.add(Long.toString(clock.millis()));
    arguments.addAll(scopes);
    List<String> tables = List.of(keys.epochs(), keys.allEpochs());
    UnifiedJedis client = link.client();
    try {
      return String.valueOf(client.eval(EVEN_IF_FULL + RAISE, tables, arguments));
    } catch (JedisDataException e) {
      if (!String.valueOf(e.getMessage()).contains("compiling script")) {
        throw e;
      }
      return String.valueOf(client.eval(RAISE, tables, arguments));
    }
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
