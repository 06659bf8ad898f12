package io.llmcache.redis;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EpochStore;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.SemanticIndex;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Keeps each entry in a hash of its own, whose field {@code b} has the bytes; an index may have
 * added fields, which go when the entry is replaced. A hash never stands without expiry: one script
 * sets both. No caller's thread waits for Redis.
 */
final class RedisStore implements ResponseStore, RedisCalls.Observer {

  private static final byte[] FIELD = {'b'};

  private static final byte[] PUT =
      """
      local replaced = redis.call('HSET', KEYS[1], 'b', ARGV[1]) == 0
      redis.call('PEXPIRE', KEYS[1], ARGV[2])
      if replaced then
        for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
          if field ~= 'b' then redis.call('HDEL', KEYS[1], field) end
        end
      end
      """
          .getBytes(StandardCharsets.US_ASCII);

  private static final int SCAN_COUNT = 1_000;
  private static final int VISIT_COUNT = 100;

  private final RedisServer server;
  private final RedisKeys keys;
  private final RedisClient client;
  private final RedisCalls calls;
  private final RedisAdvice advice;
  private final RedisEpochs epochs;
  private final RedisUsage usage;
  private final AtomicBoolean advised = new AtomicBoolean();

  RedisStore(RedisServer server, RedisKeys keys, Duration timeout, RedisAdvice advice) {
    this.server = server;
    this.keys = keys;
    this.advice = advice;
    this.client = connect(server, timeout);
    this.calls = new RedisCalls("llmcache-redis", timeout, this, System::nanoTime);
    this.epochs =
        new RedisEpochs(
            client,
            calls,
            keys,
            new EpochNews(server, timeout, List.of(keys.epochs(), RedisKeys.ALL_EPOCHS)));
    this.usage = new RedisUsage(client, calls, keys, InstantSource.system());
    ping().exceptionally(advice::onFirstFailure);
  }

  private static RedisClient connect(RedisServer server, Duration timeout) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(RedisCalls.THREADS);
    pool.setMaxIdle(RedisCalls.THREADS);
    pool.setMaxWait(timeout);
    pool.setJmxEnabled(false);
    return RedisClient.builder()
        .hostAndPort(server.address())
        .clientConfig(server.config(timeout, timeout))
        .poolConfig(pool)
        .build();
  }

  @Override
  public CompletionStage<byte @Nullable []> get(CacheKey key) {
    return calls.call(() -> client.hget(keys.entry(key), FIELD));
  }

  @Override
  public CompletionStage<@Nullable Void> put(CacheKey key, byte[] entry, Duration lifetime) {
    return calls.call(
        () -> {
          byte[] millis =
              Long.toString(Math.max(lifetime.toMillis(), 1)).getBytes(StandardCharsets.US_ASCII);
          client.eval(PUT, 1, keys.entry(key), entry, millis);
          return null;
        });
  }

  @Override
  public CompletionStage<@Nullable Void> remove(CacheKey key) {
    return calls.call(
        () -> {
          client.unlink(keys.entry(key));
          return null;
        });
  }

  @Override
  public CompletionStage<@Nullable Void> clear() {
    return calls.call(
        () -> {
          ScanParams params = new ScanParams().match(keys.entries()).count(SCAN_COUNT);
          String cursor = ScanParams.SCAN_POINTER_START;
          do {
            ScanResult<String> found = client.scan(cursor, params);
            if (!found.getResult().isEmpty()) {
              client.unlink(found.getResult().toArray(new String[0]));
            }
            cursor = found.getCursor();
          } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
          return null;
        });
  }

  @Override
  public CompletionStage<@Nullable Void> visit(BiConsumer<CacheKey, byte[]> visitor) {
    return visit(ScanParams.SCAN_POINTER_START, visitor);
  }

  /** A page in each call, so that no call takes long. */
  private CompletionStage<@Nullable Void> visit(String from, BiConsumer<CacheKey, byte[]> visitor) {
    return calls
        .call(() -> page(from, visitor))
        .thenCompose(
            next ->
                next.equals(ScanParams.SCAN_POINTER_START)
                    ? CompletableFuture.completedFuture(null)
                    : visit(next, visitor));
  }

  private String page(String from, BiConsumer<CacheKey, byte[]> visitor) {
    ScanParams params = new ScanParams().match(keys.entries()).count(VISIT_COUNT);
    ScanResult<String> found = client.scan(from, params);
    for (String name : found.getResult()) {
      byte[] entry = client.hget(name.getBytes(StandardCharsets.US_ASCII), FIELD);
      if (entry != null) {
        visitor.accept(keys.keyOf(name), entry);
      }
    }
    return found.getCursor();
  }

  @Override
  public CompletionStage<@Nullable Void> used(Map<CacheKey, Integer> hits) {
    return usage.add(hits);
  }

  @Override
  public CompletionStage<List<CacheKey>> mostUsed(int most) {
    return usage.most(most);
  }

  @Override
  public CompletionStage<@Nullable Void> ping() {
    return calls.call(
        () -> {
          client.ping();
          return null;
        });
  }

  @Override
  public EpochStore epochs() {
    return epochs;
  }

  /** Nothing goes to the server before this returns. */
  @Override
  public SemanticIndex index(String embedder, int dimension, Consumer<String> warn) {
    IndexBirth birth =
        new IndexBirth(
            () -> IndexSchema.create(client, keys, embedder, dimension),
            calls,
            new IndexRefusal(server, warn),
            System::nanoTime);
    return new RedisIndex(client, calls, keys, dimension, birth);
  }

  @Override
  public String describe() {
    return "redis " + server;
  }

  @Override
  public List<String> warnings() {
    return advice.said();
  }

  @Override
  public void close() {
    epochs.close();
    calls.close();
    client.close();
  }

  /** The first answer shows that the server can be asked how it is set up. */
  @Override
  public void succeeded() {
    if (advised.compareAndSet(false, true)) {
      calls.call(() -> advice.ask(client));
    }
  }

  /**
   * After a restart every idle connection is dead, and after a protocol error the one that had it:
   * none of them shall fail a call of its own.
   */
  @Override
  public void failed(Exception cause) {
    if (!(cause instanceof JedisDataException) || isProtocolError(cause)) {
      client.getPool().clear();
    }
  }

  /** The server says so, and hangs up. */
  private static boolean isProtocolError(Exception cause) {
    return String.valueOf(cause.getMessage()).startsWith("ERR Protocol error");
  }
}
