package io.llmcache.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.Waiting;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineThreadsTest {

  private final URLClassLoader deployment = new URLClassLoader(new URL[0]);
  private final EngineThreads threads = new EngineThreads(deployment);

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void threadsAreDaemonsOfTheDeployment() {
    CompletableFuture<Thread> pool = new CompletableFuture<>();
    CompletableFuture<Thread> timer = new CompletableFuture<>();
    threads.executor().execute(() -> pool.complete(Thread.currentThread()));
    threads.after(Duration.ZERO, () -> timer.complete(Thread.currentThread()));

    for (Thread thread : List.of(Waiting.on(pool), Waiting.on(timer))) {
      assertThat(thread.isDaemon()).isTrue();
      assertThat(thread.getContextClassLoader()).isSameAs(deployment);
      assertThat(thread.getName()).startsWith("llmcache-");
    }
  }

  @Test
  void nothingWaitsInAQueueBehindWhatBlocks() {
    CountDownLatch all = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      threads
          .executor()
          .execute(
              () -> {
                all.countDown();
                Waiting.on(all, "one waits for another");
              });
    }

    Waiting.on(all, "not all ran");
  }

  @Test
  void whatIsCancelledDoesNotRun() {
    CountDownLatch later = new CountDownLatch(1);
    List<String> ran = new ArrayList<>();
    Runnable cancel = threads.after(Duration.ofMillis(50), () -> ran.add("cancelled"));
    cancel.run();
    cancel.run();
    threads.after(Duration.ofMillis(60), later::countDown);

    Waiting.on(later, "the timer does not run");

    assertThat(ran).isEmpty();
  }

  @Test
  void anActionThatThrowsDoesNotStopTheTimer() {
    CountDownLatch later = new CountDownLatch(1);
    threads.after(
        Duration.ZERO,
        () -> {
          throw new IllegalStateException("thrown by an action");
        });
    threads.after(Duration.ofMillis(1), later::countDown);

    Waiting.on(later, "the timer stopped");
  }

  @Test
  void afterTheEndWorkIsDoneByItsCallerAndNothingIsDue() {
    threads.close();
    List<Thread> ran = new ArrayList<>();

    threads.executor().execute(() -> ran.add(Thread.currentThread()));
    threads.after(Duration.ZERO, () -> ran.add(null)).run();

    assertThat(ran).containsExactly(Thread.currentThread());
  }
}
