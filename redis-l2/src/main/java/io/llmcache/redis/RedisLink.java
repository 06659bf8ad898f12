package io.llmcache.redis;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.providers.SentineledConnectionProvider;
import redis.clients.jedis.util.Pool;

/**
 * The connections to a server, to the master that sentinels name, or to a cluster. The latter two
 * are asked where the servers are when a command first needs it. Only for threads that may block.
 * Thread-safe.
 */
final class RedisLink implements AutoCloseable {

  /** Of a command in a cluster: once more at the same node, and once after a look who has it. */
  private static final int ATTEMPTS = 3;

  /** Of a listener to a sentinel that was lost. A thread that pauses so outlives us so long. */
  private static final Duration RECONNECT = Duration.ofSeconds(1);

  static final CommandObjects COMMANDS = new CommandObjects(RedisProtocol.RESP3);

  private final RedisServer server;
  private final Duration timeout;
  private final AtomicReference<@Nullable CompletableFuture<Made>> made = new AtomicReference<>();
  private volatile boolean closed;

  private record Made(UnifiedJedis client, ConnectionProvider connections) {}

  /**
   * @param timeout of each wait on the network
   */
  RedisLink(RedisServer server, Duration timeout) {
    this.server = server;
    this.timeout = timeout;
    if (server.kind() == RedisUrl.Kind.SERVER) {
      CompletableFuture<Made> now = new CompletableFuture<>();
      made.set(now);
      make(now);
    }
  }

  /**
   * Whom to give commands.
   *
   * @throws ConnectException if no sentinel or node can say where the servers are
   */
  UnifiedJedis client() throws ConnectException {
    return made().client();
  }

  /** The servers that have the entries: more than one only in a cluster. */
  List<Pool<Connection>> primaries() throws ConnectException {
    return pools(made().connections().getPrimaryNodesConnectionMap().values());
  }

  /** Gives one server a command that has no key. */
  static <T> T ask(Pool<Connection> server, CommandObject<T> command) {
    try (Connection connection = server.getResource()) {
      return connection.executeCommand(command);
    }
  }

  /** A server on which what is published anywhere can be heard. */
  HostAndPort newsServer() throws ConnectException {
    Made now = server.kind() == RedisUrl.Kind.SERVER ? null : made();
    if (now != null && now.connections() instanceof SentineledConnectionProvider sentinels) {
      return sentinels.getCurrentMaster();
    } else if (now != null && now.client() instanceof RedisClusterClient cluster) {
      List<String> nodes = List.copyOf(cluster.getClusterNodes().keySet());
      return HostAndPort.from(nodes.get(ThreadLocalRandom.current().nextInt(nodes.size())));
    }
    return server.addresses().get(0);
  }

  /** Closes every connection that nobody uses at the moment. */
  void forgetIdle() {
    CompletableFuture<Made> known = made.get();
    if (known != null && known.isDone() && !known.isCompletedExceptionally()) {
      for (Pool<Connection> pool : pools(known.join().connections().getConnectionMap().values())) {
        pool.clear();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    CompletableFuture<Made> known = made.get();
    if (known != null) {
      known.thenAccept(there -> there.client().close());
    }
  }

  /** One thread makes it, the others wait for that; who comes after a failure tries again. */
  private Made made() throws ConnectException {
    CompletableFuture<Made> mine = new CompletableFuture<>();
    CompletableFuture<Made> known = made.compareAndExchange(null, mine);
    if (known == null) {
      make(mine);
      known = mine;
    }
    try {
      return known.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      ConnectException away = new ConnectException("nobody says where Redis is: " + server);
      away.initCause(e.getCause());
      throw away;
    } catch (TimeoutException e) {
      throw new JedisException("it is not known in time where Redis is: " + server);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JedisException(e);
    }
  }

  private void make(CompletableFuture<Made> into) {
    try {
      if (closed) {
        throw new JedisException("closed");
      }
      into.complete(connect());
    } catch (JedisException e) {
      made.set(null);
      into.completeExceptionally(e);
    } catch (RuntimeException | Error e) {
      made.set(null);
      into.completeExceptionally(e);
      throw e;
    }
    if (closed) {
      close();
    }
  }

  private Made connect() {
    var config = server.config(timeout, timeout);
    return switch (server.kind()) {
      case SERVER -> {
        var pool = new PooledConnectionProvider(server.addresses().get(0), config, pool());
        yield new Made(
            RedisClient.builder()
                .hostAndPort(server.addresses().get(0))
                .clientConfig(config)
                .connectionProvider(pool)
                .build(),
            pool);
      }
      case SENTINEL -> {
        var pool =
            new SentineledConnectionProvider(
                server.master(),
                config,
                pool(),
                Set.copyOf(server.addresses()),
                server.sentinelConfig(timeout),
                RECONNECT.toMillis());
        yield new Made(
            RedisSentinelClient.builder()
                .masterName(server.master())
                .sentinels(Set.copyOf(server.addresses()))
                .clientConfig(config)
                .connectionProvider(pool)
                .build(),
            pool);
      }
      case CLUSTER -> {
        var pool = new ClusterConnectionProvider(Set.copyOf(server.addresses()), config, pool());
        yield new Made(
            RedisClusterClient.builder()
                .nodes(Set.copyOf(server.addresses()))
                .clientConfig(config)
                .connectionProvider(pool)
                .maxAttempts(ATTEMPTS)
                .maxTotalRetriesDuration(timeout.dividedBy(2))
                .build(),
            pool);
      }
    };
  }

  private ConnectionPoolConfig pool() {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(RedisCalls.THREADS);
    pool.setMaxIdle(RedisCalls.THREADS);
    pool.setMaxWait(timeout);
    pool.setJmxEnabled(false);
    return pool;
  }

  @SuppressWarnings("unchecked") // the maps of all three hold pools of connections
  private static List<Pool<Connection>> pools(Iterable<?> values) {
    List<Pool<Connection>> pools = new ArrayList<>();
    for (Object value : values) {
      pools.add((Pool<Connection>) value);
    }
    return pools;
  }
}
