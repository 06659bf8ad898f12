package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.testing.FakeUpstream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What an administrator reads in the server's log when a deployment starts, or does not. */
@ArquillianTest
class StartLineIT {

  @Test
  void theLineNamesTheTiers() {
    assertThat(linesOf(Map.of("llmcache.namespace", "line-1")))
        .singleElement()
        .asString()
        .contains("INFO", "mode=serve", "l1=infinispan (of this deployment", "l2=none")
        .contains("tenant=credential", "namespace=line-1");
  }

  @Test
  void aSharedTierThatDoesNotAnswerIsNoReasonNotToStart() {
    URI nobody = FakeUpstream.closedPort();
    String url = "redis://user:hidden@127.0.0.1:" + nobody.getPort();
    assertThat(linesOf(Map.of("llmcache.namespace", "line-2", "llmcache.redis-url", url)))
        .singleElement()
        .asString()
        .contains("l2=redis", "127.0.0.1:" + nobody.getPort());
    assertThat(Server.log()).noneMatch(line -> line.contains("hidden"));
  }

  @Test
  void aWrongSettingStopsTheDeploymentAndSaysWhy() {
    WebArchive war = Deployments.cached("wrong", Map.of("llmcache.cache-tll", "60"));
    assertThatThrownBy(() -> Server.deploy(war)).hasStackTraceContaining("llmcache.cache-ttl");
    assertThat(Server.log())
        .anyMatch(line -> line.contains("Unknown key llmcache.cache-tll in context parameters"));
  }

  private static List<String> linesOf(Map<String, String> settings) {
    try (Server.Deployed deployed = Server.deploy(Deployments.cached("start-line", settings))) {
      String namespace = "namespace=" + settings.get("llmcache.namespace");
      return Server.log()
          .filter(line -> line.contains("llmcache is ready") && line.contains(namespace))
          .toList();
    }
  }
}
