package io.llmcache.redis;

import static io.llmcache.redis.WritePause.Reason.READ_ONLY;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.EpochStore;
import io.llmcache.spi.LeaseStore;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.SemanticIndex;
import java.net.ConnectException;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.util.Pool;

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

  /** A part of a cluster that is away is not the whole. */
  private static final int CLUSTER_PATIENCE = 10;

  private final RedisServer server;
  private final RedisKeys keys;
  private final RedisLink link;
  private final RedisCalls calls;
  private final WritePause writes;
  private final RedisAdvice advice;
  private final RedisEpochs epochs;
  private final RedisLeases leases;
  private final RedisUsage usage;
  private final AtomicBoolean advised = new AtomicBoolean();

  RedisStore(RedisServer server, RedisKeys keys, Duration timeout, RedisAdvice advice) {
    this.server = server;
    this.keys = keys;
    this.advice = advice;
    this.link = new RedisLink(server, timeout);
    this.calls =
        new RedisCalls(
            "llmcache-redis",
            timeout,
            this,
            System::nanoTime,
            server.isCluster() ? CLUSTER_PATIENCE : 1);
    this.writes = new WritePause(server, calls, advice::say, System::nanoTime);
    EpochNews news =
        new EpochNews(
            server, link, timeout, List.of(keys.epochs(), keys.allEpochs()), keys.releases());
    this.leases = new RedisLeases(link, calls, keys, news);
    this.epochs =
        new RedisEpochs(link, calls, keys, news, InstantSource.system(), advice::onForeignTables);
    this.usage = new RedisUsage(link, calls, writes, keys, InstantSource.system());
    ping().exceptionally(advice::onFirstFailure);
  }

  @Override
  public CompletionStage<byte @Nullable []> get(CacheKey key) {
    return calls.call(() -> link.client().hget(keys.entry(key), FIELD));
  }

  @Override
  public CompletionStage<@Nullable Void> put(CacheKey key, byte[] entry, Duration lifetime) {
    return writes.call(
        () -> {
          byte[] millis =
              Long.toString(Math.max(lifetime.toMillis(), 1)).getBytes(StandardCharsets.US_ASCII);
          link.client().eval(PUT, 1, keys.entry(key), entry, millis);
          return null;
        });
  }

  @Override
  public CompletionStage<@Nullable Void> remove(CacheKey key) {
    return calls.call(
        () -> {
          link.client().unlink(keys.entry(key));
          return null;
        });
  }

  @Override
  public CompletionStage<@Nullable Void> clear() {
    return eachServer(this::clear);
  }

  private CompletionStage<@Nullable Void> clear(Pool<Connection> from) {
    return calls.call(
        () -> {
          ScanParams params = new ScanParams().match(keys.entries()).count(SCAN_COUNT);
          String cursor = ScanParams.SCAN_POINTER_START;
          do {
            ScanResult<String> found = RedisLink.ask(from, RedisLink.COMMANDS.scan(cursor, params));
            if (!found.getResult().isEmpty()) {
              link.client().unlink(found.getResult().toArray(new String[0]));
            }
            cursor = found.getCursor();
          } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
          return null;
        });
  }

  @Override
  public CompletionStage<@Nullable Void> visit(BiConsumer<CacheKey, byte[]> visitor) {
    return eachServer(from -> visit(from, ScanParams.SCAN_POINTER_START, visitor));
  }

  /** One after the other. */
  private CompletionStage<@Nullable Void> eachServer(
      Function<Pool<Connection>, CompletionStage<@Nullable Void>> work) {
    return calls
        .call(link::primaries)
        .thenCompose(
            servers -> {
              CompletionStage<@Nullable Void> done = CompletableFuture.completedFuture(null);
              for (Pool<Connection> one : servers) {
                done = done.thenCompose(before -> work.apply(one));
              }
              return done;
            });
  }

  /** A page in each call, so that no call takes long. */
  private CompletionStage<@Nullable Void> visit(
      Pool<Connection> from, String cursor, BiConsumer<CacheKey, byte[]> visitor) {
    return calls
        .call(() -> page(from, cursor, visitor))
        .thenCompose(
            next ->
                next.equals(ScanParams.SCAN_POINTER_START)
                    ? CompletableFuture.completedFuture(null)
                    : visit(from, next, visitor));
  }

  private String page(Pool<Connection> from, String cursor, BiConsumer<CacheKey, byte[]> visitor)
      throws ConnectException {
    ScanParams params = new ScanParams().match(keys.entries()).count(VISIT_COUNT);
    ScanResult<String> found = RedisLink.ask(from, RedisLink.COMMANDS.scan(cursor, params));
    for (String name : found.getResult()) {
      CacheKey key = keys.keyOf(name);
      byte[] entry = key == null ? null : entryOrNull(name);
      if (key != null && entry != null) {
        visitor.accept(key, entry);
      }
    }
    return found.getCursor();
  }

  /** Null also for what is no entry of ours. */
  private byte @Nullable [] entryOrNull(String name) throws ConnectException {
    try {
      return link.client().hget(name.getBytes(StandardCharsets.US_ASCII), FIELD);
    } catch (JedisDataException e) {
      if (String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) {
        return null;
      }
      throw e;
    }
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
          link.client().ping();
          return null;
        });
  }

  @Override
  public EpochStore epochs() {
    return epochs;
  }

  @Override
  public LeaseStore leases() {
    return leases;
  }

  /** Nothing goes to the server before this returns. None in a cluster. */
  @Override
  public @Nullable SemanticIndex index(String embedder, int dimension, Consumer<String> warn) {
    IndexRefusal refusal = new IndexRefusal(server, warn);
    if (server.isCluster()) {
      refusal.tell(IndexRefusal.Kind.CLUSTER);
      return null;
    }
    IndexBirth birth =
        new IndexBirth(
            () -> IndexSchema.create(link.client(), keys, embedder, dimension),
            calls,
            refusal,
            System::nanoTime);
    return new RedisIndex(link, calls, writes, keys, dimension, birth);
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
    link.close();
  }

  /** The first answer shows that the server can be asked how it is set up. */
  @Override
  public void succeeded() {
    if (advised.compareAndSet(false, true)) {
      calls.call(() -> advice.ask(link));
    }
  }

  /**
   * After a restart every idle connection is dead, and after a protocol error the one that had it:
   * none of them shall fail a call of its own. What turned into a replica is left, since its name
   * may lead to the new master.
   */
  @Override
  public void failed(Exception cause) {
    advice.onFailure(cause);
    boolean isMaster = !writes.failed(cause) || WritePause.Reason.of(cause) != READ_ONLY;
    if (!(cause instanceof JedisDataException) || isProtocolError(cause) || !isMaster) {
      link.forgetIdle();
    }
  }

  /** The server says so, and hangs up. */
  private static boolean isProtocolError(Exception cause) {
    return String.valueOf(cause.getMessage()).startsWith("ERR Protocol error");
  }
}
