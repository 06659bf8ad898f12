package io.llmcache.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ResponseStore;
import io.llmcache.testing.StoreContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.infinispan.manager.EmbeddedCacheManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A container that is there before the deployment and after it. */
class ServerContainerTest extends StoreContract {

  private static EmbeddedCacheManager container;

  private final List<String> warnings = new ArrayList<>();

  @BeforeAll
  static void start() {
    container = Near.container();
  }

  @AfterAll
  static void stop() {
    container.stop();
  }

  @Override
  protected boolean watches() {
    return true;
  }

  @Override
  protected ResponseStore open(String namespace, long maxBytes) {
    return NearCaches.open(container, Near.settings(namespace, maxBytes), warnings::add);
  }

  @Test
  void saysTheContainerAndTheBound() {
    try (ResponseStore store = open("said", 64L << 20)) {
      assertThat(store.describe())
          .isEqualTo("infinispan (java:jboss/infinispan/container/llmcache, 64 MB)");
    }
  }

  @Test
  void aRedeployFindsWhatWasStored() {
    try (ResponseStore store = open("again", 64L << 20)) {
      put(store, key(1), bytes(10, 1), Duration.ofHours(1));
    }

    try (ResponseStore store = open("again", 64L << 20)) {
      assertThat(get(store, key(1))).isEqualTo(bytes(10, 1));
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void aRedeployWithAnotherBoundIsTold() {
    open("resized", 64L << 20).close();

    open("resized", 32L << 20).close();

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("67108864", "llmcache.l1-max-size", "33554432");
  }

  @Test
  void closingTheStoreLeavesTheContainerAlone() {
    open("closed", 64L << 20).close();

    assertThat(container.getStatus().allowInvocations()).isTrue();
  }

  @Test
  void somethingElseOfThatNameIsTold() {
    try (ResponseStore store =
        NearCaches.open("a string", Near.settings("else", 1 << 20), warnings::add)) {
      assertThat(store.describe()).contains("of this deployment");
    }
    assertThat(warnings).singleElement().asString().contains("java.lang.String");
  }
}
