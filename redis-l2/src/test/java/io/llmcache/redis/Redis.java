package io.llmcache.redis;

import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.RedisStack;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** Short words for the tests of this room. */
final class Redis {

  private Redis() {}

  /** A store as the engine makes it. Patient, unless the settings say otherwise. */
  static ResponseStore store(URI url, Map<String, String> more, Consumer<String> warn) {
    return Objects.requireNonNull(new RedisStoreFactory().create(settings(url, more), warn));
  }

  static ResponseStore store(URI url, String namespace) {
    return store(url, Map.of("llmcache.namespace", namespace), warning -> {});
  }

  static Settings settings(URI url, Map<String, String> more) {
    Map<String, String> all = new HashMap<>();
    all.put("llmcache.redis-url", url.toString());
    all.put("llmcache.redis-timeout", "10s");
    all.putAll(more);
    return SettingsReader.read(List.of(SettingsSource.ofMap("the test", true, all)), warning -> {});
  }

  static RedisServer server(URI url) {
    return RedisServer.of(url, settings(url, Map.of()).shared());
  }

  static RedisLink link(URI url) {
    return new RedisLink(server(url), Duration.ofSeconds(10));
  }

  /** A client to look behind the store's back. */
  static RedisClient admin(RedisStack redis) {
    return RedisClient.create(redis.url());
  }

  static void configure(RedisClient admin, String key, String value) {
    admin.sendCommand(redis.clients.jedis.Protocol.Command.CONFIG, "SET", key, value);
  }

  static boolean answers(RedisClient admin) {
    try {
      return "PONG".equals(admin.ping());
    } catch (JedisException e) {
      return false;
    }
  }

  static CacheKey key(int number) {
    return new CacheKey(ByteBuffer.allocate(32).putInt(28, number).array());
  }

  /** How the stage failed, within a generous limit. */
  static Throwable failureOf(CompletionStage<?> stage) {
    try {
      Object result = stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
      throw new AssertionError("it did not fail, but gave " + result);
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (TimeoutException e) {
      throw new AssertionError("the call hangs", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  static boolean succeeds(CompletionStage<?> stage) {
    try {
      stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      return false;
    } catch (TimeoutException e) {
      throw new AssertionError("the call hangs", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
