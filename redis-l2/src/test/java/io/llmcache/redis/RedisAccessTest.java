package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.spi.EpochStore;
import io.llmcache.spi.LeaseStore;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.SemanticIndex;
import io.llmcache.spi.SemanticScope;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;

/** Users, passwords and rights. */
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class RedisAccessTest {

  private static final Path OPERATIONS =
      Path.of(System.getProperty("tests.root"), "docs/operations.md");

  private static RedisStack redis;
  private static RedisClient admin;

  private final List<String> warnings = new CopyOnWriteArrayList<>();

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    redis = RedisStack.startOwn("--user", "root:hard-to-guess");
    admin = Redis.admin(redis);
    grant("app", Set.of("+config|get", "+info"));
  }

  /** What docs/operations.md says, but for some of the rights. */
  private static void grant(String user, Set<String> leftOut) throws IOException {
    String line =
        Files.readAllLines(OPERATIONS).stream()
            .filter(each -> each.startsWith("ACL SETUSER llmcache "))
            .findFirst()
            .orElseThrow();
    List<String> words =
        new ArrayList<>(
            List.of(
                line.replace("SETUSER llmcache", "SETUSER " + user)
                    .replace("PASSWORD", "secret")
                    .split(" ")));
    assertThat(words).containsAll(leftOut);
    words.removeAll(leftOut);
    admin.sendCommand(Protocol.Command.ACL, words.subList(1, words.size()).toArray(new String[0]));
  }

  @AfterAll
  static void stop() {
    if (redis != null) {
      admin.close();
      redis.close();
    }
  }

  @Test
  void theLeastRightsAreEnoughForEverything() {
    try (ResponseStore store = login("app:secret")) {
      assertThat(Redis.succeeds(store.ping())).isTrue();
      assertThat(Redis.succeeds(store.put(Redis.key(1), new byte[10], Duration.ofHours(1))))
          .isTrue();
      assertThat(store.get(Redis.key(1)).toCompletableFuture().join()).hasSize(10);
      assertThat(Redis.succeeds(store.remove(Redis.key(1)))).isTrue();
      assertThat(Redis.succeeds(store.put(Redis.key(2), new byte[10], Duration.ofHours(1))))
          .isTrue();
      assertThat(Redis.succeeds(store.used(Map.of(Redis.key(2), 1)))).isTrue();
      assertThat(store.mostUsed(1).toCompletableFuture().join()).containsExactly(Redis.key(2));
      assertThat(Redis.succeeds(store.visit((key, entry) -> {}))).isTrue();
      assertThat(Redis.succeeds(store.clear())).isTrue();
      assertThat(store.get(Redis.key(2)).toCompletableFuture().join()).isNull();

      EpochStore epochs = Objects.requireNonNull(store.epochs());
      CountDownLatch told = new CountDownLatch(2);
      epochs.onChange(told::countDown);
      assertThat(Redis.succeeds(epochs.raise(Set.of("all", "ns"), 1))).isTrue();
      assertThat(epochs.read().toCompletableFuture().join()).containsOnlyKeys("all", "ns");
      Waiting.on(told, "no news");

      LeaseStore leases = Objects.requireNonNull(store.leases());
      Duration length = Duration.ofMinutes(1);
      assertThat(leases.acquire(Redis.key(1), "a", length).toCompletableFuture().join()).isTrue();
      assertThat(leases.acquire(Redis.key(1), "b", length).toCompletableFuture().join()).isFalse();
      assertThat(leases.renew(Redis.key(1), "a", length).toCompletableFuture().join()).isTrue();
      assertThat(Redis.succeeds(leases.release(Redis.key(1), "a"))).isTrue();

      SemanticIndex index = Objects.requireNonNull(store.index("model-a", 2, warnings::add));
      SemanticScope scope = new SemanticScope(new byte[32]);
      float[] vector = {0.6f, 0.8f};
      assertThat(Redis.succeeds(store.put(Redis.key(3), new byte[10], Duration.ofHours(1))))
          .isTrue();
      assertThat(Redis.succeeds(index.add(Redis.key(3), scope, vector))).isTrue();
      assertThat(index.nearest(scope, vector, 1).toCompletableFuture().join()).hasSize(1);
      assertThat(Redis.succeeds(store.put(Redis.key(3), new byte[20], Duration.ofHours(1))))
          .isTrue();
      assertThat(Redis.succeeds(index.remove(Redis.key(3)))).isTrue();
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void theRightToReadTheConfigurationIsEnoughToBeWarned() throws IOException {
    grant("asks", Set.of());

    try (ResponseStore store = login("asks:secret")) {
      assertThat(Redis.succeeds(store.ping())).isTrue();
      Waiting.until(() -> warnings.size() == 2, "the bound and the policy are not spoken of");
    }
  }

  @Test
  void withoutTheRightToSearchOnlyThatIsLost() throws IOException {
    grant("exact", Set.of("+config|get", "+info", "+ft.create", "+ft.search"));

    try (ResponseStore store = login("exact:secret")) {
      SemanticIndex index = Objects.requireNonNull(store.index("model-b", 2, warnings::add));
      SemanticScope scope = new SemanticScope(new byte[32]);
      assertThat(index.nearest(scope, new float[] {0.6f, 0.8f}, 1).toCompletableFuture().join())
          .isEmpty();
      assertThat(Redis.succeeds(store.put(Redis.key(4), new byte[10], Duration.ofHours(1))))
          .isTrue();
    }
    assertThat(warnings).singleElement().asString().contains("may not use search");
  }

  @Test
  void withoutTheRightToCountOnlyThatIsLost() throws IOException {
    Set<String> counting = Set.of("+zincrby", "+zrevrange", "+zremrangebyrank");
    grant("uncounted", counting);

    try (ResponseStore store = login("uncounted:secret")) {
      assertThat(Redis.failureOf(store.used(Map.of(Redis.key(2), 1))))
          .hasMessageContaining("zincrby");
      assertThat(Redis.failureOf(store.mostUsed(1))).hasMessageContaining("zrevrange");
      assertThat(Redis.succeeds(store.put(Redis.key(4), new byte[10], Duration.ofHours(1))))
          .isTrue();
      assertThat(store.get(Redis.key(4)).toCompletableFuture().join()).hasSize(10);
    }
  }

  @Test
  void otherKeysAndCommandsAreOutOfReach() throws IOException {
    grant("app", Set.of("+config|get", "+info"));
    URI url = URI.create("redis://app:secret@127.0.0.1:" + redis.url().getPort());
    try (RedisClient user = RedisClient.create(url)) {
      assertThatThrownBy(() -> user.get("another:key")).hasMessageContaining("No permissions");
      assertThatThrownBy(() -> user.publish("another", "x")).hasMessageContaining("No permissions");
      assertThatThrownBy(() -> user.keys("*")).hasMessageContaining("no permissions");
      assertThatThrownBy(user::flushAll).hasMessageContaining("no permissions");
    }
  }

  @Test
  void thePasswordMayBeInAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "secret\n");
    URI plain = URI.create("redis://127.0.0.1:" + redis.url().getPort());

    try (ResponseStore store =
        Redis.store(
            plain,
            Map.of("llmcache.redis-user", "app", "llmcache.redis-password-file", file.toString()),
            warnings::add)) {
      assertThat(Redis.succeeds(store.ping())).isTrue();
    }
  }

  @Test
  void aWrongPasswordFailsEachCallAndIsSaidOnce() {
    try (ResponseStore store = login("app:wrong-one")) {
      assertThat(Redis.failureOf(store.get(Redis.key(1)))).isInstanceOf(JedisDataException.class);
      assertThat(Redis.failureOf(store.ping())).isInstanceOf(JedisDataException.class);
      Waiting.until(() -> !warnings.isEmpty(), "no warning");
    }
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("refuses the log-in", "127.0.0.1", "llmcache.redis-password-file")
        .doesNotContain("wrong-one");
  }

  @Test
  void noPasswordIsSaidToo() {
    URI plain = URI.create("redis://127.0.0.1:" + redis.url().getPort());

    try (ResponseStore store = Redis.store(plain, Map.of(), warnings::add)) {
      assertThat(Redis.failureOf(store.get(Redis.key(1)))).isInstanceOf(JedisDataException.class);
      Waiting.until(() -> !warnings.isEmpty(), "no warning");
    }
    assertThat(warnings).singleElement().asString().contains("refuses the log-in");
  }

  @Test
  void whoMayReadTheConfigurationIsWarnedOfItsBound() {
    try (ResponseStore store = Redis.store(redis.url(), Map.of(), warnings::add)) {
      assertThat(store.describe()).isEqualTo("redis 127.0.0.1:" + redis.url().getPort());
      Waiting.until(() -> warnings.size() == 2, "the bound and the policy are not spoken of");
      assertThat(store.warnings()).isEqualTo(warnings);
    }
    assertThat(warnings.get(0)).contains("maxmemory 536870912", "llmcache.max-cache-size");
    assertThat(warnings.get(1)).contains("noeviction");
  }

  /** As on a managed server, where nobody may ask for the configuration. */
  @Test
  void whoMayOnlyAskForFactsIsWarnedOfTheSame() {
    admin.sendCommand(
        Protocol.Command.ACL, "SETUSER", "watcher", "on", ">sesame", "-@all", "+ping", "+info");
    try (ResponseStore store = login("watcher:sesame")) {
      Waiting.until(() -> warnings.size() == 2, "the bound and the policy are not spoken of");
      assertThat(store.warnings()).isEqualTo(warnings);
    }
    assertThat(warnings.get(0)).contains("maxmemory 536870912", "llmcache.max-cache-size");
    assertThat(warnings.get(1)).contains("noeviction").doesNotContain("sesame");
  }

  private ResponseStore login(String userInfo) {
    URI url = URI.create("redis://" + userInfo + "@127.0.0.1:" + redis.url().getPort());
    return Redis.store(url, Map.of("llmcache.namespace", "rights"), warnings::add);
  }
}
