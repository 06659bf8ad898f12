package io.llmcache.itests;

import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterAll;

/** The MicroProfile Rest Client of WildFly. */
@ArquillianTest
class RestClientIT extends ClientContract {

  private static final Fleet FLEET = new Fleet(settings -> war("contract-rest-client", settings));

  RestClientIT() {
    super(FLEET, "/rest-client");
  }

  @AfterAll
  static void undeploy() {
    FLEET.close();
  }
}
