package io.llmcache.infinispan;

import io.llmcache.LlmCache;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.Tier;
import io.llmcache.testing.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.protocols.DISCARD;
import org.jspecify.annotations.Nullable;

/** Servers of one cluster in this JVM, each with a container that has a transport. */
final class Nodes implements AutoCloseable {

  private final String cluster;
  private final List<EmbeddedCacheManager> containers = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** A cluster of its own, so that tests do not meet. */
  Nodes(String cluster) {
    this.cluster = cluster;
  }

  /** Two nodes that have found each other. */
  static Nodes two(String cluster) {
    Nodes nodes = new Nodes(cluster);
    nodes.join();
    nodes.join();
    return nodes;
  }

  /** Starts one more, and returns its number once all know it. */
  int join() {
    GlobalConfigurationBuilder global = GlobalConfigurationBuilder.defaultClusteredBuilder();
    global.cacheManagerName("server");
    global
        .transport()
        .nodeName("node" + containers.size())
        .clusterName(cluster)
        .addProperty("configurationFile", "io/llmcache/infinispan/cut-in-this-jvm.xml");
    global.jmx().disable();
    containers.add(new DefaultCacheManager(global.build()));
    awaitMembers(containers.size());
    return containers.size() - 1;
  }

  EmbeddedCacheManager container(int number) {
    return containers.get(number);
  }

  /** Until each node that runs sees so many. */
  void awaitMembers(int count) {
    Waiting.until(
        () ->
            containers.stream()
                .filter(container -> container.getStatus().allowInvocations())
                .allMatch(container -> container.getMembers().size() == count),
        "the nodes do not become " + count);
  }

  /** Until each knows that so many have its near tier. */
  void awaitCaches(int count) {
    Waiting.until(
        () -> containers.stream().allMatch(container -> haveMembers(container, count)),
        "the near tiers do not find each other");
  }

  private static boolean haveMembers(EmbeddedCacheManager container, int count) {
    return container.getCacheNames().stream()
        .filter(container::isRunning)
        .map(name -> container.getCache(name).getAdvancedCache().getRpcManager())
        .filter(Objects::nonNull)
        .allMatch(rpc -> rpc.getMembers().size() == count);
  }

  /** What the node sends is lost, and what is sent to it, until {@link #heal}. */
  void cut(int number) {
    discard(number).discardAll(true);
  }

  void heal(int number) {
    discard(number).discardAll(false);
  }

  private DISCARD discard(int number) {
    Transport transport =
        GlobalComponentRegistry.componentOf(containers.get(number), Transport.class);
    return ((JGroupsTransport) transport)
        .getChannel()
        .getProtocolStack()
        .findProtocol(DISCARD.class);
  }

  /** The near tier on that node. */
  ResponseStore store(int number, Map<String, String> settings) {
    ResponseStore store =
        NearCaches.open(containers.get(number), settings(settings), warnings::add);
    opened.add(store);
    return store;
  }

  /** A cache over the near tier on that node. */
  LlmCache cache(int number) {
    return cache(number, Map.of(), null);
  }

  /**
   * The same beside a shared tier.
   *
   * @param shared null: there is none
   */
  LlmCache cache(int number, Map<String, String> settings, @Nullable ResponseStore shared) {
    Map<String, String> all = new TreeMap<>(settings);
    all.putIfAbsent("llmcache.l1-timeout", "5s");
    ResponseStore near = NearCaches.open(containers.get(number), settings(all), warnings::add);
    LlmCache.Builder builder = LlmCache.builder(settings(all)).store(Tier.L1, near);
    if (shared != null) {
      builder.store(Tier.L2, shared);
    }
    LlmCache cache = builder.build();
    opened.add(cache);
    return cache;
  }

  List<String> warnings() {
    return warnings;
  }

  /** The names of the caches on that node. */
  Set<String> caches(int number) {
    return containers.get(number).getCacheConfigurationNames();
  }

  private static Settings settings(Map<String, String> values) {
    return SettingsReader.read(
        List.of(SettingsSource.ofMap("the test", true, values)), warning -> {});
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable open : opened) {
      open.close();
    }
    containers.forEach(EmbeddedCacheManager::stop);
  }
}
