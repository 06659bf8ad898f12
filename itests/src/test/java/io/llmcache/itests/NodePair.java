package io.llmcache.itests;

import io.llmcache.testing.Background;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Two WildFly servers of one cluster on this machine, without multicast. Each has a container
 * {@code llmcache} with a transport, as an administrator defines it.
 */
final class NodePair implements AutoCloseable {

  private static final long START_SECONDS = 120;

  private static final String CLUSTERED =
      """
      embed-server --server-config=standalone-ha.xml --std-out=discard
      batch
      /socket-binding-group=standard-sockets/remote-destination-outbound-socket-binding=peer-1:add(host=127.0.0.1, port="${tests.peer1}")
      /socket-binding-group=standard-sockets/remote-destination-outbound-socket-binding=peer-2:add(host=127.0.0.1, port="${tests.peer2}")
      /socket-binding-group=standard-sockets/socket-binding=jgroups-tcp:write-attribute(name=port, value="${tests.jgroups}")
      /subsystem=jgroups/stack=tcp/protocol=MPING:remove
      /subsystem=jgroups/stack=tcp/protocol=TCPPING:add(add-index=0, socket-bindings=[peer-1, peer-2], properties={port_range=0})
      /subsystem=jgroups/stack=tcp/protocol=pbcast.GMS:map-put(name=properties, key=join_timeout, value=500)
      /subsystem=jgroups/stack=tcp/protocol=FD_ALL3:map-put(name=properties, key=timeout, value=8000)
      /subsystem=jgroups/stack=tcp/protocol=FD_ALL3:map-put(name=properties, key=interval, value=1000)
      /subsystem=jgroups/stack=tcp/protocol=MERGE3:map-put(name=properties, key=min_interval, value=1000)
      /subsystem=jgroups/stack=tcp/protocol=MERGE3:map-put(name=properties, key=max_interval, value=3000)
      /subsystem=jgroups/stack=tcp/transport=TCP:map-put(name=properties, key=tcp_nodelay, value=true)
      /subsystem=jgroups/stack=tcp/transport=TCP:map-put(name=properties, key=external_addr, value=127.0.0.1)
      /subsystem=jgroups/stack=tcp/transport=TCP:map-put(name=properties, key=external_port, value="${tests.external}")
      /subsystem=jgroups/channel=ee:write-attribute(name=stack, value=tcp)
      /subsystem=jgroups/channel=ee:write-attribute(name=cluster, value="${tests.cluster}")
      /subsystem=modcluster/proxy=default:write-attribute(name=advertise, value=false)
      /subsystem=infinispan/cache-container=llmcache:add(marshaller=PROTOSTREAM)
      /subsystem=infinispan/cache-container=llmcache/transport=jgroups:add
      run-batch
      stop-embedded-server
      """;

  private static final String CONTAINER =
      """
      <resource-env-ref>
        <resource-env-ref-name>infinispan/llmcache</resource-env-ref-name>
        <lookup-name>java:jboss/infinispan/container/llmcache</lookup-name>
      </resource-env-ref>
      """;

  private final List<WildFlyHome> homes = new ArrayList<>();
  private final List<Integer> ports = List.of(Demo.freePort(), Demo.freePort());

  /** By which each is reached by the other. */
  private final List<NodeRelay> networks =
      ports.stream().map(port -> NodeRelay.to("127.0.0.1", port)).toList();

  private final String cluster = "tests-" + ProcessHandle.current().pid();
  private final List<OwnWildFly> servers = new ArrayList<>();

  private NodePair() {
    homes.add(WildFlyHome.copy("wildfly-node-1"));
    homes.add(WildFlyHome.copy("wildfly-node-2"));
    homes.get(0).cli(CLUSTERED);
    String path = "standalone/configuration/standalone-ha.xml";
    homes.get(1).write(path, homes.get(0).read(path));
  }

  /** Returns once both are up. */
  static NodePair start() {
    NodePair pair = new NodePair();
    Future<OwnWildFly> other = Background.start(() -> pair.begin(1));
    try {
      pair.servers.add(pair.begin(0));
    } finally {
      pair.servers.add(on(other));
    }
    return pair;
  }

  /** Takes the other one along, which is not to outlive the test. */
  private static OwnWildFly on(Future<OwnWildFly> starting) {
    try {
      return starting.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private OwnWildFly begin(int number) {
    return OwnWildFly.start(
        homes.get(number),
        "--server-config=standalone-ha.xml",
        "-Djboss.node.name=node" + (number + 1),
        "-Djboss.bind.address.private=127.0.0.1",
        "-Djboss.ajp.port=" + Demo.freePort(),
        "-Dtests.jgroups=" + ports.get(number),
        "-Dtests.external=" + networks.get(number).port(),
        "-Dtests.peer1=" + networks.get(0).port(),
        "-Dtests.peer2=" + networks.get(1).port(),
        "-Dtests.cluster=" + cluster);
  }

  /** Number 0 or 1. */
  OwnWildFly node(int number) {
    return servers.get(number);
  }

  /** Starts one again that was ended; it has its deployments. */
  void startAgain(int number) {
    servers.set(number, begin(number));
  }

  /** Nothing that one of them sends reaches the other, until {@link #heal}. */
  void cut() {
    networks.forEach(NodeRelay::cut);
  }

  void heal() {
    networks.forEach(NodeRelay::heal);
  }

  void deploy(WebArchive war) {
    servers.forEach(server -> server.deploy(war));
  }

  /** What stands before an upstream's path at that node's gateway. */
  URI route(int number, WebArchive war) {
    return URI.create(node(number).uri(war) + "/gateway/up");
  }

  /**
   * The same archive with a reference to the container, without which a server may not start it.
   */
  static WebArchive asking(WebArchive war, String webXml) {
    war.delete("/WEB-INF/web.xml");
    return war.setWebXML(new StringAsset(webXml.replace("</web-app>", CONTAINER + "</web-app>")));
  }

  @Override
  public void close() {
    servers.forEach(OwnWildFly::close);
    networks.forEach(NodeRelay::close);
  }
}
