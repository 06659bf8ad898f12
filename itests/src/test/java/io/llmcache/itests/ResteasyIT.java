package io.llmcache.itests;

import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterAll;

/** The JAX-RS client of WildFly. */
@ArquillianTest
class ResteasyIT extends ClientContract {

  private static final Fleet FLEET = new Fleet(settings -> war("contract-jax-rs", settings));

  ResteasyIT() {
    super(FLEET, "/jax-rs");
  }

  @AfterAll
  static void undeploy() {
    FLEET.close();
  }
}
