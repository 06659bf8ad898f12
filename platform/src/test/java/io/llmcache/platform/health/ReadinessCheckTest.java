package io.llmcache.platform.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.platform.Deployment;
import io.llmcache.platform.Happenings;
import io.llmcache.testing.Calls;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessCheckTest {

  @TempDir Path folder;

  private Deployment deployment;
  private SeContainer beans;

  @BeforeEach
  void deploy() {
    deployment = new Deployment(folder);
    beans =
        deployment.as(
            () ->
                SeContainerInitializer.newInstance()
                    .setClassLoader(deployment.loader())
                    .disableDiscovery()
                    .addExtensions(new HealthBeans())
                    .addBeanClasses(Object.class)
                    .initialize());
  }

  @AfterEach
  void undeploy() {
    beans.close();
    deployment.close();
  }

  @Test
  void saysWhatAnAdministratorAsks() {
    LlmCache cache = deployment.start();
    Calls.answer(cache.open(Calls.asking("a")));
    Calls.served(cache.open(Calls.asking("a")));

    HealthCheckResponse response = check();

    assertThat(response.getName()).isEqualTo("llmcache");
    assertThat(response.getStatus()).isEqualTo(Status.UP);
    assertThat(data(response))
        .containsEntry("mode", "serve")
        .containsEntry("shared-tier", "none")
        .containsEntry("hit-ratio", "0.50 of 2 requests");
    assertThat(data(response).get("near-tier").toString()).startsWith("up: ");
    assertThat(data(response).get("semantic").toString()).startsWith("off");
  }

  @Test
  void aCacheThatNobodyHasUsedIsUp() {
    HealthCheckResponse response = check();

    assertThat(response.getStatus()).isEqualTo(Status.UP);
    assertThat(data(response)).containsEntry("state", "not used yet");
  }

  @Test
  void aSharedTierThatIsDownDegradesAndDoesNotFail() {
    try (Happenings happenings = new Happenings()) {
      HealthExtension extension = new HealthExtension();
      deployment.as(
          () -> {
            extension.started(happenings.cache(), "shop.war");
            return null;
          });
      happenings.sharedTierDown();

      HealthCheckResponse response = check();

      assertThat(response.getStatus()).isEqualTo(Status.UP);
      assertThat(data(response).get("shared-tier").toString())
          .startsWith("down since ")
          .endsWith("requests go on without it");
      happenings.sharedTierUp();
      assertThat(data(check()).get("shared-tier").toString()).startsWith("up: ");
      extension.stopped(happenings.cache());
      assertThat(data(check())).containsEntry("state", "not used yet");
    }
  }

  private HealthCheckResponse check() {
    return beans.select(HealthCheck.class, new Ready()).get().call();
  }

  private static Map<String, Object> data(HealthCheckResponse response) {
    return response.getData().orElseThrow();
  }

  private static final class Ready extends jakarta.enterprise.util.AnnotationLiteral<Readiness>
      implements Readiness {}
}
