package io.llmcache.itests;

import io.llmcache.testing.AdapterContract;
import io.llmcache.testing.Sender;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;

/** The gateway in WildFly, which a WAR has by the jars and a setting alone. */
@ArquillianTest
class GatewayIT extends AdapterContract {

  private static final Fleet FLEET = new Fleet(GatewayIT::war);

  @Override
  protected Sender open(URI target, Map<String, String> settings) {
    URI address = FLEET.addressOf(target);
    return new HttpSender(FLEET.with(settings).uri("/gateway/" + address.getPort()));
  }

  @Override
  protected Map<String, String> meaning() {
    return Deployments.meaning();
  }

  @Override
  protected Set<Trait> traits() {
    return Set.of(Trait.FAILURE_IS_STATUS, Trait.REAL_TIME);
  }

  @AfterAll
  static void undeploy() {
    FLEET.close();
  }

  /** A route for each address, named by its port. */
  private static WebArchive war(Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put(
        "llmcache.gateway.routes",
        FLEET.addresses().stream()
            .map(address -> address.getPort() + "=" + address)
            .collect(Collectors.joining(",")));
    return Deployments.cached("contract-gateway-" + Deployments.mark(settings), all);
  }
}
