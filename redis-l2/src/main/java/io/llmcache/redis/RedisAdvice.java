package io.llmcache.redis;

import io.llmcache.settings.SettingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Tells an administrator, once, what about the server does not fit its use as a cache. */
final class RedisAdvice {

  private final RedisServer server;
  private final long wanted;
  private final Consumer<String> warn;

  /**
   * @param wanted bound in bytes
   */
  RedisAdvice(RedisServer server, long wanted, Consumer<String> warn) {
    this.server = server;
    this.wanted = wanted;
    this.warn = warn;
  }

  /** Asks the server; one that does not let its settings be read is not spoken about. */
  @Nullable Void ask(RedisClient client) {
    Map<String, String> config;
    try {
      config = client.configGet("maxmemory*");
    } catch (JedisDataException e) {
      return null;
    }
    String memory = config.get("maxmemory");
    String policy = config.get("maxmemory-policy");
    if (memory != null && policy != null) {
      on(Long.parseLong(memory), policy).forEach(warn);
    }
    return null;
  }

  /** A refused log-in will not mend itself; a server that is away may come back without a word. */
  @Nullable Void onFirstFailure(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !refusesLogin(cause)) {
      cause = cause.getCause();
    }
    if (cause != null) {
      warn.accept(
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
