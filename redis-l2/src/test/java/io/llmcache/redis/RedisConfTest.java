package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.settings.SettingsReader;
import io.llmcache.testing.RedisStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import redis.clients.jedis.RedisClient;

/** The configuration that we recommend: a real server starts from it, and we have no complaint. */
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class RedisConfTest {

  private static final Path CONF = Path.of(System.getProperty("tests.root"), "redis-l2/redis.conf");

  @Test
  void aServerStartsFromItAndHasEverySetting() {
    try (RedisStack redis = RedisStack.startOwn("--conf", CONF.toString());
        RedisClient admin = Redis.admin(redis)) {
      assertThat(admin.configGet("*"))
          .containsEntry("maxmemory", Long.toString(4L << 30))
          .containsEntry("maxmemory-policy", "volatile-lru")
          .containsEntry("save", "900 1")
          .containsEntry("appendonly", "yes")
          .containsEntry("appendfsync", "everysec")
          .containsEntry("protected-mode", "yes")
          .containsEntry("tcp-backlog", "511")
          .containsEntry("timeout", "0")
          .containsEntry("tcp-keepalive", "300");
      assertThat(admin.ftList()).isEmpty();
    }
  }

  @Test
  void weHaveNothingToAdviseAboutIt() throws Exception {
    List<String> advice = new ArrayList<>();
    try (RedisStack redis = RedisStack.startOwn("--conf", CONF.toString());
        RedisClient admin = Redis.admin(redis);
        RedisLink link = Redis.link(redis.url())) {
      RedisServer server = Redis.server(redis.url());

      new RedisAdvice(server, SettingsReader.defaults().maxCacheSize(), advice::add).ask(link);
      assertThat(advice).isEmpty();

      Redis.configure(admin, "maxmemory-policy", "allkeys-lru");
      new RedisAdvice(server, SettingsReader.defaults().maxCacheSize(), advice::add).ask(link);
      assertThat(advice).singleElement().asString().contains("allkeys-lru", "volatile-lru");
    }
  }
}
