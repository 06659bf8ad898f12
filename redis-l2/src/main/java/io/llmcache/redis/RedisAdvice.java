package io.llmcache.redis;

import io.llmcache.settings.SettingKey;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.util.Pool;

/** Tells an administrator, once, what about the server does not fit its use as a cache. */
final class RedisAdvice {

  private static final String MEMORY = "maxmemory";
  private static final String POLICY = "maxmemory-policy";

  private final RedisServer server;
  private final long wanted;
  private final Consumer<String> warn;
  private final AtomicBoolean movedSaid = new AtomicBoolean();
  private final List<String> said = new CopyOnWriteArrayList<>();

  /**
   * @param wanted bound in bytes
   */
  RedisAdvice(RedisServer server, long wanted, Consumer<String> warn) {
    this.server = server;
    this.wanted = wanted;
    this.warn = warn;
  }

  /**
   * Asks the servers. One that does not let its settings be read, as a managed one may not, says
   * the same of its memory; one that says neither is not spoken about. The memory of a cluster is
   * that of all its masters.
   */
  @Nullable Void ask(RedisLink link) throws ConnectException {
    long memory = 0;
    String policy = null;
    for (Pool<Connection> one : link.primaries()) {
      Map<String, String> facts = facts(one);
      String bound = facts.get(MEMORY);
      policy = facts.get(POLICY);
      if (bound == null || policy == null) {
        return null;
      } else if (Long.parseLong(bound) == 0) {
        memory = 0;
        break;
      }
      memory += Long.parseLong(bound);
    }
    if (policy != null) {
      on(memory, policy).forEach(this::say);
    }
    return null;
  }

  private static Map<String, String> facts(Pool<Connection> server) {
    try {
      Map<String, String> config =
          RedisLink.ask(server, RedisLink.COMMANDS.configGet("maxmemory*"));
      if (config.containsKey(MEMORY)) {
        return config;
      }
    } catch (JedisDataException e) {
      // CONFIG is forbidden
    }
    try {
      return inInfo(RedisLink.ask(server, RedisLink.COMMANDS.info("memory")));
    } catch (JedisDataException e) {
      return Map.of();
    }
  }

  /** What INFO says of the memory, by the names of CONFIG. */
  static Map<String, String> inInfo(String info) {
    Map<String, String> facts = new TreeMap<>();
    for (String line : info.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.startsWith(MEMORY)) {
        facts.put(line.substring(0, colon).replace('_', '-'), line.substring(colon + 1).strip());
      }
    }
    return facts;
  }

  /** What was said so far. */
  List<String> said() {
    return List.copyOf(said);
  }

  /** Logs it, and keeps it for whoever asks later. */
  void say(String sentence) {
    said.add(sentence);
    warn.accept(sentence);
  }

  /** Somebody else's data lies where the epochs belong. */
  void onForeignTables(String keys) {
    say(
        "Redis at %s has something else at %s, so there is no shared tier. Delete what is no hash there."
            .formatted(server, keys));
  }

  /** A node of a cluster sends us to others, which only a client for clusters follows. */
  void onFailure(Exception failure) {
    if (failure instanceof JedisMovedDataException && movedSaid.compareAndSet(false, true)) {
      say(
          "Redis at %s is a node of a cluster, of which only a part is used so. Let %s begin with redis-cluster, or rediss-cluster for TLS."
              .formatted(server, SettingKey.REDIS_URL.key()));
    }
  }

  /** A refused log-in will not mend itself; a server that is away may come back without a word. */
  @Nullable Void onFirstFailure(Throwable failure) {
    if (Failures.in(failure, RedisAdvice::refusesLogin) != null) {
      say(
          "Redis at %s refuses the log-in, so there is no shared tier. Check %s and %s, or user and password in %s."
              .formatted(
                  server,
                  SettingKey.REDIS_USER.key(),
                  SettingKey.REDIS_PASSWORD_FILE.key(),
                  SettingKey.REDIS_URL.key()));
    }
    return null;
  }

  private static boolean refusesLogin(Throwable failure) {
    return failure instanceof JedisAccessControlException
        || failure instanceof JedisDataException
            && String.valueOf(failure.getMessage()).startsWith("NOAUTH");
  }

  /** The sentences for these values of maxmemory (bytes, 0 is none) and maxmemory-policy. */
  List<String> on(long memory, String policy) {
    if (memory == 0) {
      return List.of(
          "Redis at %s has no maxmemory, so it may grow until the machine has no memory left. Set maxmemory %d (%s) and maxmemory-policy volatile-lru."
              .formatted(server, wanted, SettingKey.MAX_CACHE_SIZE.key()));
    }
    List<String> sentences = new ArrayList<>();
    if (memory != wanted) {
      sentences.add(
          "Redis at %s has maxmemory %d, while %s is %d bytes. Redis keeps to its own number."
              .formatted(server, memory, SettingKey.MAX_CACHE_SIZE.key(), wanted));
    }
    if (policy.equals("noeviction")) {
      sentences.add(
          "Redis at %s has maxmemory-policy noeviction: once it is full, it takes no new answers. Set maxmemory-policy volatile-lru."
              .formatted(server));
    } else if (policy.startsWith("allkeys-")) {
      sentences.add(
          "Redis at %s has maxmemory-policy %s, which may evict the table of invalidations too. Set maxmemory-policy volatile-lru."
              .formatted(server, policy));
    }
    return sentences;
  }
}
