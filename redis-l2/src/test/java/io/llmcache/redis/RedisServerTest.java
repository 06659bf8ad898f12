package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import io.llmcache.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {

  @TempDir Path folder;

  @Test
  void withoutAUrlThereIsNoStore() {
    Settings none = SettingsReader.defaults();

    assertThat(new RedisStoreFactory().create(none, warning -> {})).isNull();
  }

  @Test
  void hostPortAndDatabaseComeFromTheUrl() {
    assertThat(server("redis://redis.example")).hasToString("redis.example:6379");
    assertThat(server("redis://redis.example:7000/3").database()).isEqualTo(3);
    assertThat(server("redis://[::1]:7000").addresses().get(0).getHost()).isEqualTo("::1");
    assertThat(server("rediss://redis.example").tls()).isTrue();
    assertThat(server("redis://redis.example").tls()).isFalse();
  }

  @Test
  void userAndPasswordOfTheUrlAreDecoded() {
    RedisServer server = server("redis://a%40b:p%2Bq+r%3A@redis.example");

    assertThat(server.login().user()).isEqualTo("a@b");
    assertThat(server.login().password()).isEqualTo("p+q+r:");
    assertThat(server.toString()).isEqualTo("redis.example:6379");
  }

  @Test
  void aPasswordNeedsNoUser() {
    RedisServer server = server("redis://:secret@redis.example");

    assertThat(server.login().user()).isNull();
    assertThat(server.login().password()).isEqualTo("secret");
  }

  @Test
  void settingsGoBeforeTheUrl() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "from-file\n");

    RedisServer server =
        server(
            "redis://one:two@redis.example",
            Map.of("llmcache.redis-user", "app", "llmcache.redis-password-file", file.toString()));

    assertThat(server.login().user()).isEqualTo("app");
    assertThat(server.login().password()).isEqualTo("from-file");
  }

  @Test
  void aMissingPasswordFileIsSaidWithKeyAndValue() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(
            () -> server("redis://h", Map.of("llmcache.redis-password-file", missing.toString())))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("llmcache.redis-password-file = \"" + missing + "\"")
        .hasMessageContaining("cannot be read");
  }

  @Test
  void anEmptyPasswordFileIsSaidWithKeyAndValue() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty"), " \n");

    assertThatThrownBy(
            () -> server("redis://h", Map.of("llmcache.redis-password-file", empty.toString())))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("llmcache.redis-password-file = \"" + empty + "\"")
        .hasMessageContaining("empty");
  }

  @Test
  void aUserWithoutPasswordIsRefused() {
    assertThatThrownBy(() -> server("redis://h", Map.of("llmcache.redis-user", "app")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("llmcache.redis-password-file");
  }

  @Test
  void aPathThatIsNoDatabaseIsRefused() {
    assertThatThrownBy(() -> server("redis://:secret@h/cache"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("/cache")
        .hasMessageNotContaining("secret");
  }

  @Test
  void sentinelsNameTheMaster() {
    RedisServer server = server("redis-sentinel://a:1,b.example,c_d:3/main");

    assertThat(server.kind()).isEqualTo(RedisUrl.Kind.SENTINEL);
    assertThat(server).hasToString("main of sentinels a:1,b.example:26379,c_d:3");
    assertThat(server.master()).isEqualTo("main");
    assertThat(server.database()).isZero();
    assertThat(server.tls()).isFalse();
    assertThat(server("rediss-sentinel://:p@a:1/main/3").database()).isEqualTo(3);
    assertThat(server("rediss-sentinel://:p@a:1/main/3").tls()).isTrue();
  }

  @Test
  void sentinelsHaveALogInOfTheirOwn() throws Exception {
    Path file = Files.writeString(folder.resolve("sentinels"), "other\n");

    RedisServer server =
        server(
            "redis-sentinel://app:secret@a:1/main",
            Map.of(
                "llmcache.redis-sentinel-user",
                "watch",
                "llmcache.redis-sentinel-password-file",
                file.toString()));

    assertThat(server.login()).isEqualTo(new RedisServer.Login("app", "secret"));
    assertThat(server.sentinelLogin()).isEqualTo(new RedisServer.Login("watch", "other"));
    assertThat(server.toString() + server.login() + server.sentinelLogin())
        .doesNotContain("secret", "other");
    assertThatThrownBy(
            () ->
                server(
                    "redis-sentinel://a:1/main", Map.of("llmcache.redis-sentinel-user", "watch")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("llmcache.redis-sentinel-password-file");
  }

  @Test
  void aClusterHasNodesAndNoDatabase() {
    RedisServer server = server("rediss-cluster://app:secret@a:1,b:2");

    assertThat(server).hasToString("cluster a:1,b:2");
    assertThat(server.isCluster()).isTrue();
    assertThat(server.tls()).isTrue();
    assertThatThrownBy(() -> server("redis-cluster://a:1/0"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("/0")
        .hasMessageContaining("no databases");
  }

  @Test
  void anAddressThatIsNoneIsRefusedWithoutTheLogIn() {
    for (String address : new String[] {"a:1,,b:2", "a:b", "a:0", "a:99999", "a:1;b:2"}) {
      assertThatThrownBy(() -> server("redis-cluster://app:secret@" + address))
          .as(address)
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("HOST:PORT")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void sentinelsWithoutTheMastersNameAreRefused() {
    assertThatThrownBy(() -> server("redis-sentinel://:secret@a:1,b:2"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("/mymaster")
        .hasMessageNotContaining("secret");
  }

  private static RedisServer server(String url) {
    return server(url, Map.of());
  }

  private static RedisServer server(String url, Map<String, String> more) {
    Settings.Shared shared = Redis.settings(URI.create(url), more).shared();
    return RedisServer.of(URI.create(url), shared);
  }
}
