package io.llmcache.itests;

import io.llmcache.itests.decorated.JdkClientServlet;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterAll;

/** The JDK's HTTP client, decorated by the application. */
@ArquillianTest
class JdkClientIT extends ClientContract {

  private static final Fleet FLEET =
      new Fleet(
          settings ->
              war("contract-jdk", settings).addPackage(JdkClientServlet.class.getPackage()));

  JdkClientIT() {
    super(FLEET, "/jdk");
  }

  @AfterAll
  static void undeploy() {
    FLEET.close();
  }
}
