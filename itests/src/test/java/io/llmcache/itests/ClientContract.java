package io.llmcache.itests;

import io.llmcache.itests.app.CompletionServlet;
import io.llmcache.itests.app.JaxRsClientServlet;
import io.llmcache.testing.AdapterContract;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Sender;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * An application that calls its provider with a JAX-RS client, into which the jars were dropped.
 * What its client gets, it answers; so a call that fails is a status here.
 */
abstract class ClientContract extends AdapterContract {

  private final Fleet fleet;
  private final String servlet;

  /**
   * @param servlet its path
   */
  ClientContract(Fleet fleet, String servlet) {
    this.fleet = fleet;
    this.servlet = servlet;
  }

  @Override
  protected Sender open(URI target, Map<String, String> settings) {
    URI address = fleet.addressOf(target);
    HttpSender application = new HttpSender(fleet.with(settings).uri(""));
    return new Sender() {
      @Override
      public io.llmcache.testing.Answer send(Ask ask) throws Exception {
        return application.send(described(ask, address));
      }

      @Override
      public void close() {}
    };
  }

  private Ask described(Ask ask, URI address) {
    return new Ask("POST", servlet, ask.headers(), ask.body())
        .with("X-Relay-Method", ask.method())
        .with("X-Relay-Target", address + ask.path());
  }

  @Override
  protected Map<String, String> meaning() {
    return Deployments.meaning();
  }

  @Override
  protected Set<Trait> traits() {
    return Set.of(Trait.FAILURE_IS_STATUS, Trait.RELAYS_OWN_CLIENT, Trait.REAL_TIME);
  }

  static WebArchive war(String name, Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("llmcache.upstream-hosts", "127.0.0.1");
    return Deployments.cached(name + "-" + Deployments.mark(settings), all)
        .addPackage(JaxRsClientServlet.class.getPackage())
        .deleteClass(CompletionServlet.class);
  }
}
