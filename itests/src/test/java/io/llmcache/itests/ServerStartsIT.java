package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * The server starts, takes a WAR with everything that {@code llmcache-wildfly} brings, and runs a
 * test in it.
 */
@ArquillianTest
class ServerStartsIT {

  @Inject Greeting greeting;

  @Deployment
  static WebArchive war() {
    return ShrinkWrap.create(WebArchive.class, "smoke.war")
        .addClasses(Greeting.class)
        .addAsLibraries(Deployments.libraries())
        .addAsLibraries(Deployments.assertions());
  }

  @Test
  void beansOfTheDeploymentAreInjected() {
    assertThat(greeting.text()).isEqualTo("hello");
  }

  @Test
  void theTestRunsInTheServer() {
    assertThat(HttpServlet.class.getClassLoader().toString()).contains("jakarta.servlet.api");
  }

  @ApplicationScoped
  static class Greeting {
    String text() {
      return "hello";
    }
  }
}
