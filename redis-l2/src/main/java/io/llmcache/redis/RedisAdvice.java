package io.llmcache.redis;

import io.llmcache.settings.SettingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Tells an administrator, once, what about the server does not fit its use as a cache. */
final class RedisAdvice {

  private static final String MEMORY = "maxmemory";
  private static final String POLICY = "maxmemory-policy";

  private final RedisServer server;
  private final long wanted;
  private final Consumer<String> warn;
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
   * Asks the server. One that does not let its settings be read, as a managed one may not, says the
   * same of its memory; one that says neither is not spoken about.
   */
  @Nullable Void ask(RedisClient client) {
    Map<String, String> facts = facts(client);
    String memory = facts.get(MEMORY);
    String policy = facts.get(POLICY);
    if (memory != null && policy != null) {
      on(Long.parseLong(memory), policy).forEach(this::say);
    }
    return null;
  }

  private static Map<String, String> facts(RedisClient client) {
    try {
      Map<String, String> config = client.configGet("maxmemory*");
      if (config.containsKey(MEMORY)) {
        return config;
      }
    } catch (JedisDataException e) {
      // CONFIG is forbidden
    }
    try {
      return inInfo(client.info("memory"));
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

  private void say(String sentence) {
    said.add(sentence);
    warn.accept(sentence);
  }

  /** A refused log-in will not mend itself; a server that is away may come back without a word. */
  @Nullable Void onFirstFailure(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !refusesLogin(cause)) {
      cause = cause.getCause();
    }
    if (cause != null) {
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
