package io.llmcache.itests;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * One deployment for many tests that each want an empty cache and an upstream of their own: each
 * gets an upstream address that no test had before, which is part of every key. Settings of a
 * test's own make one more deployment.
 */
final class Fleet implements AutoCloseable {

  private static final int ADDRESSES = 96;

  private final Function<Map<String, String>, WebArchive> war;
  private final Map<Map<String, String>, Server.Deployed> deployed = new HashMap<>();
  private final List<Relay> relays = new ArrayList<>();
  private final Queue<Relay> unused = new ArrayDeque<>();

  /**
   * @param war makes the archive for settings; its name is to differ where they do
   */
  Fleet(Function<Map<String, String>, WebArchive> war) {
    this.war = war;
    for (int i = 0; i < ADDRESSES; i++) {
      relays.add(Relay.open());
    }
    unused.addAll(relays);
  }

  /** All addresses, in a fixed order. */
  List<URI> addresses() {
    return relays.stream().map(Relay::uri).toList();
  }

  /** A new address that leads to the upstream. */
  URI addressOf(URI upstream) {
    Relay relay = unused.remove();
    relay.leadTo(upstream);
    return relay.uri();
  }

  /** The deployment with these settings. */
  Server.Deployed with(Map<String, String> settings) {
    return deployed.computeIfAbsent(settings, wanted -> Server.deploy(war.apply(wanted)));
  }

  @Override
  public void close() {
    deployed.values().forEach(Server.Deployed::close);
    relays.forEach(Relay::close);
  }
}
