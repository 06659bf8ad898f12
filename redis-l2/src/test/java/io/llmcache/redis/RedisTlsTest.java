package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.Invalidation;
import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.Waiting;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** With {@code rediss} the JVM's trust store decides whom the store talks to. */
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class RedisTlsTest {

  private static RedisStack redis;
  private static SSLContext before;

  @BeforeAll
  static void start() throws Exception {
    before = SSLContext.getDefault();
    redis = RedisStack.startOwn("--tls", "--user", "app:secret");
  }

  @AfterAll
  static void stop() {
    if (redis != null) {
      redis.close();
    }
  }

  @AfterEach
  void restore() {
    SSLContext.setDefault(before);
  }

  @Test
  void aTrustedServerIsUsed() throws Exception {
    trustTheAuthority();

    try (ResponseStore store = Redis.store(redis.url(), "tls")) {
      assertThat(Redis.succeeds(store.ping())).isTrue();
      CountDownLatch told = new CountDownLatch(1);
      Objects.requireNonNull(store.epochs()).onChange(told::countDown);
      assertThat(Redis.succeeds(store.epochs().raise(Set.of("ns"), 1))).isTrue();
      Waiting.on(told, "no news over TLS");
    }
  }

  @Test
  void anUnknownAuthorityIsRefused() {
    try (ResponseStore store = Redis.store(redis.url(), "tls")) {
      assertThat(Redis.failureOf(store.ping())).hasRootCauseInstanceOf(Exception.class);
      assertThat(causes(Redis.failureOf(store.ping()))).contains("SSLHandshakeException");
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    trustTheAuthority();
    URI otherName = URI.create(redis.url().toString().replace("127.0.0.1", "127.0.0.2"));

    try (ResponseStore store = Redis.store(otherName, Map.of(), warning -> {})) {
      assertThat(Redis.succeeds(store.ping())).isFalse();
    }
  }

  @Test
  void aClusterIsUsedToo(@TempDir Path folder) throws Exception {
    Path conf =
        Files.write(folder.resolve("cluster.conf"), List.of("save \"\"", "cluster-enabled yes"));
    try (RedisStack node = RedisStack.startOwn("--conf", conf.toString(), "--tls")) {
      trust(node.authority());
      HostAndPort address = RedisGroup.address(node);
      try (Jedis admin = new Jedis(address, DefaultJedisClientConfig.builder().ssl(true).build())) {
        admin.clusterAddSlotsRange(0, 16_383);
        Waiting.until(
            () -> admin.clusterInfo().contains("cluster_state:ok"), "there is no cluster");
      }
      URI url = URI.create("rediss-cluster://" + address);
      try (Node one = new Node(url, "tls");
          Node two = new Node(url, "tls")) {
        one.awaitSharing(two);
        String question = Node.newQuestion();
        int stored = one.ask(question).number();
        two.invalidate(Invalidation.namespace());
        Waiting.until(() -> one.ask(question).number() > stored, "no news over TLS");
      }
    }
  }

  /** The sentinel answers where the server is, whether or not it trusts that itself. */
  @Test
  void sentinelsAreAskedOverTlsToo(@TempDir Path folder) throws Exception {
    HostAndPort master = RedisGroup.address(redis);
    Path conf =
        Files.write(
            folder.resolve("sentinel.conf"),
            List.of(
                "sentinel monitor main " + master.getHost() + " " + master.getPort() + " 1",
                "sentinel down-after-milliseconds main 600000"));
    try (RedisStack sentinel = RedisStack.startOwn("--sentinel", conf.toString(), "--tls")) {
      URI url =
          URI.create("rediss-sentinel://app:secret@" + RedisGroup.address(sentinel) + "/main");
      trust(redis.authority(), sentinel.authority());
      try (ResponseStore store = Redis.store(url, "tls-watched")) {
        assertThat(Redis.succeeds(store.ping())).isTrue();
        CountDownLatch told = new CountDownLatch(1);
        Objects.requireNonNull(store.epochs()).onChange(told::countDown);
        assertThat(Redis.succeeds(store.epochs().raise(Set.of("ns"), 1))).isTrue();
        Waiting.on(told, "no news over TLS");
      }
      trust(redis.authority());
      try (ResponseStore store = Redis.store(url, "tls-watched")) {
        assertThat(Redis.succeeds(store.ping())).as("the sentinel is not trusted").isFalse();
      }
    }
  }

  private static String causes(Throwable failure) {
    StringBuilder names = new StringBuilder();
    for (Throwable next = failure; next != null; next = next.getCause()) {
      names.append(next.getClass().getSimpleName()).append(' ');
      if (next instanceof SSLException) {
        break;
      }
    }
    return names.toString();
  }

  /** As the JVM's trust store would, had the administrator put the authority in. */
  private static void trustTheAuthority() throws Exception {
    trust(redis.authority());
  }

  private static void trust(Path... authorities) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    for (Path authority : authorities) {
      try (InputStream in = Files.newInputStream(authority)) {
        trusted.setCertificateEntry(
            authority.toString(), CertificateFactory.getInstance("X.509").generateCertificate(in));
      }
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    SSLContext.setDefault(context);
  }
}
