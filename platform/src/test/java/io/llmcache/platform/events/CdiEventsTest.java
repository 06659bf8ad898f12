package io.llmcache.platform.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.WayIn;
import io.llmcache.platform.Deployment;
import io.llmcache.platform.DeploymentBeans;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Explanation;
import io.llmcache.testing.Calls;
import io.llmcache.testing.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CdiEventsTest {

  @TempDir Path folder;

  private Deployment deployment;

  @BeforeEach
  void deploy() {
    Bean.AT_ONCE.clear();
    Bean.LATER.clear();
    deployment = new Deployment(folder);
  }

  @AfterEach
  void undeploy() {
    deployment.close();
  }

  @Test
  void beansObserveWhatHappens() {
    try (SeContainer beans = container(Bean.class)) {
      assertThat(beans.isRunning()).isTrue();
      LlmCache cache = deployment.start();

      Calls.answer(cache.open(Calls.asking("a")));
      Calls.served(cache.open(Calls.asking("a")));

      assertThat(Bean.AT_ONCE).containsEntry(Kind.HIT, Thread.currentThread());
      Waiting.until(() -> Bean.LATER.containsKey(Kind.HIT), "no asynchronous event");
      assertThat(Bean.LATER.get(Kind.HIT)).isNotSameAs(Thread.currentThread());
    }
  }

  @Test
  void beansObserveExplanations() {
    try (SeContainer beans = container(Reader.class)) {
      assertThat(beans.isRunning()).isTrue();
      LlmCache cache = deployment.start();
      Reader.READ.clear();

      Calls.answer(cache.open(Calls.asking("a")));
      assertThat(Reader.READ).isEmpty();
      CacheRequest asking = Calls.asking("a");
      CacheRequest explained =
          CacheRequest.of(
              WayIn.CLIENT,
              asking.method(),
              asking.target(),
              asking.headers().plus("llmcache-explain", "1"),
              asking.body());
      Calls.served(cache.open(explained));

      assertThat(Reader.READ).isNotEmpty();
      assertThat(Reader.READ).allMatch(read -> read.outcome() == Explanation.Outcome.HIT);
    }
  }

  @Test
  void aCacheThatBeganBeforeItsBeansIsObservedToo() {
    LlmCache cache = deployment.start();
    cache.bypass("early");
    try (SeContainer beans = container(Bean.class)) {
      assertThat(beans.isRunning()).isTrue();

      cache.bypass("late");

      assertThat(Bean.AT_ONCE).containsKey(Kind.BYPASS);
    }
  }

  @Test
  void whatAnObserverThrowsDoesNotReachTheCaller() {
    try (SeContainer beans = container(Broken.class)) {
      assertThat(beans.isRunning()).isTrue();
      LlmCache cache = deployment.start();

      Calls.answer(cache.open(Calls.asking("a")));

      assertThat(Calls.text(Calls.served(cache.open(Calls.asking("a"))))).isNotEmpty();
      assertThat(Broken.called).isTrue();
    }
  }

  private SeContainer container(Class<?> bean) {
    return deployment.as(
        () ->
            SeContainerInitializer.newInstance()
                .setClassLoader(deployment.loader())
                .disableDiscovery()
                .addExtensions(new DeploymentBeans())
                .addBeanClasses(bean)
                .initialize());
  }

  @ApplicationScoped
  public static class Bean {

    static final Map<Kind, Thread> AT_ONCE = new ConcurrentHashMap<>();
    static final Map<Kind, Thread> LATER = new ConcurrentHashMap<>();

    void on(@Observes CacheEvent event) {
      AT_ONCE.put(event.kind(), Thread.currentThread());
    }

    void later(@ObservesAsync CacheEvent event) {
      LATER.put(event.kind(), Thread.currentThread());
    }
  }

  @ApplicationScoped
  public static class Reader {

    static final Queue<Explanation> READ = new ConcurrentLinkedQueue<>();

    void on(@Observes Explanation explanation) {
      READ.add(explanation);
    }
  }

  @ApplicationScoped
  public static class Broken {

    static volatile boolean called;

    void on(@Observes CacheEvent event) {
      called = true;
      throw new AssertionError("an observer's own fault: " + event.kind());
    }
  }
}
