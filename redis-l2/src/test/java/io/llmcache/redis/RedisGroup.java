package io.llmcache.redis;

import io.llmcache.testing.RedisStack;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Servers that belong together: a cluster, or a master with a replica and sentinels. */
final class RedisGroup implements AutoCloseable {

  static final String MASTER = "main";

  /** Of servers and of sentinels that are watched. */
  static final String PASSWORD = "secret";

  static final String SENTINEL_PASSWORD = "watchword";

  private static final int SLOTS = 16_384;

  private final List<RedisStack> all = new ArrayList<>();
  private final List<RedisStack> servers = new ArrayList<>();
  private final List<RedisStack> sentinels = new ArrayList<>();
  private final Path folder;

  private RedisGroup() {
    try {
      folder = Files.createTempDirectory("llmcache-redis-group");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Masters that share the slots. */
  static RedisGroup cluster(int masters) {
    RedisGroup group = new RedisGroup();
    try {
      Path conf =
          group.file(
              "cluster.conf",
              "save \"\"",
              "cluster-enabled yes",
              "cluster-node-timeout 2000",
              "cluster-require-full-coverage no");
      for (int i = 0; i < masters; i++) {
        group.servers.add(group.start("--conf", conf.toString()));
      }
      group.join();
      return group;
    } catch (RuntimeException | Error e) {
      group.close();
      throw e;
    }
  }

  private void join() {
    HostAndPort first = address(servers.get(0));
    for (int i = 0; i < servers.size(); i++) {
      try (Jedis node = new Jedis(address(servers.get(i)))) {
        node.clusterAddSlotsRange(SLOTS * i / servers.size(), SLOTS * (i + 1) / servers.size() - 1);
        node.clusterMeet(first.getHost(), first.getPort());
      }
    }
    for (RedisStack server : servers) {
      Waiting.until(() -> knowsAll(server), "the cluster does not come about");
    }
  }

  private boolean knowsAll(RedisStack server) {
    try (Jedis node = new Jedis(address(server))) {
      return node.clusterInfo().contains("cluster_state:ok")
          && node.clusterInfo().contains("cluster_slots_ok:" + SLOTS)
          && node.clusterInfo().contains("cluster_known_nodes:" + servers.size());
    }
  }

  /** A master, one replica that has caught up, and three sentinels that know both. */
  static RedisGroup watched() {
    RedisGroup group = new RedisGroup();
    try {
      String[] plain = {
        "save \"\"",
        "repl-diskless-sync-delay 0",
        "requirepass " + PASSWORD,
        "masterauth " + PASSWORD
      };
      Path conf = group.file("master.conf", plain);
      RedisStack master = group.start("--conf", conf.toString());
      List<String> following = new ArrayList<>(List.of(plain));
      following.add("replicaof 127.0.0.1 " + master.url().getPort());
      Path follow = group.file("replica.conf", following.toArray(new String[0]));
      RedisStack replica = group.start("--conf", follow.toString());
      group.servers.addAll(List.of(master, replica));
      Waiting.until(() -> follows(replica), "the replica does not catch up");
      Path watch =
          group.file(
              "sentinel.conf",
              "sentinel monitor " + MASTER + " 127.0.0.1 " + master.url().getPort() + " 2",
              "requirepass " + SENTINEL_PASSWORD,
              "sentinel sentinel-pass " + SENTINEL_PASSWORD,
              "sentinel auth-pass " + MASTER + " " + PASSWORD,
              "sentinel down-after-milliseconds " + MASTER + " 1000",
              "sentinel failover-timeout " + MASTER + " 10000");
      for (int i = 0; i < 3; i++) {
        group.sentinels.add(group.start("--sentinel", watch.toString()));
      }
      for (RedisStack sentinel : group.sentinels) {
        Waiting.until(() -> sees(sentinel), "a sentinel does not see the others");
      }
      return group;
    } catch (RuntimeException | Error e) {
      group.close();
      throw e;
    }
  }

  static boolean follows(RedisStack replica) {
    try (Jedis node = client(replica, PASSWORD)) {
      return node.info("replication").contains("master_link_status:up");
    }
  }

  private static boolean sees(RedisStack sentinel) {
    try (Jedis node = client(sentinel, SENTINEL_PASSWORD)) {
      return node.info("sentinel").contains("slaves=1,sentinels=3");
    }
  }

  /** Whether the replica has all that the master has. */
  boolean caughtUp() {
    try (Jedis master = client(servers.get(0), PASSWORD)) {
      return master.waitReplicas(1, 500) == 1;
    }
  }

  RedisStack server(int number) {
    return servers.get(number);
  }

  /** For {@code llmcache.redis-url}. */
  URI url() {
    return sentinels.isEmpty()
        ? URI.create("redis-cluster://" + addresses(servers))
        : URI.create("redis-sentinel://:" + PASSWORD + "@" + addresses(sentinels) + "/" + MASTER);
  }

  static HostAndPort address(RedisStack server) {
    return new HostAndPort(server.url().getHost(), server.url().getPort());
  }

  private static Jedis client(RedisStack server, String password) {
    return new Jedis(
        address(server), DefaultJedisClientConfig.builder().password(password).build());
  }

  private static String addresses(List<RedisStack> of) {
    return of.stream().map(one -> address(one).toString()).collect(Collectors.joining(","));
  }

  private RedisStack start(String... options) {
    RedisStack started = RedisStack.startOwn(options);
    all.add(started);
    return started;
  }

  private Path file(String name, String... lines) {
    try {
      return Files.write(folder.resolve(name), List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    all.forEach(RedisStack::close);
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
