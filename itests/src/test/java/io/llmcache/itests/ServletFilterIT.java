package io.llmcache.itests;

import io.llmcache.itests.app.CompletionServlet;
import io.llmcache.testing.AdapterContract;
import io.llmcache.testing.Sender;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;

/** An application with an LLM endpoint of its own, into which the jars were dropped. */
@ArquillianTest
class ServletFilterIT extends AdapterContract {

  private static final Fleet FLEET = new Fleet(ServletFilterIT::war);

  @Override
  protected Sender open(URI target, Map<String, String> settings) {
    URI address = FLEET.addressOf(target);
    return new HttpSender(FLEET.with(settings).uri("/" + address.getPort()));
  }

  @Override
  protected Map<String, String> meaning() {
    return Deployments.meaning();
  }

  @Override
  protected Set<Trait> traits() {
    return Set.of(
        Trait.FAILURE_IS_STATUS, Trait.PASSES_CACHE_FIELDS, Trait.ASKS_FOR_ALL, Trait.REAL_TIME);
  }

  @AfterAll
  static void undeploy() {
    FLEET.close();
  }

  private static WebArchive war(Map<String, String> settings) {
    return Deployments.cached("contract-filter-" + Deployments.mark(settings), settings)
        .addPackage(CompletionServlet.class.getPackage());
  }
}
