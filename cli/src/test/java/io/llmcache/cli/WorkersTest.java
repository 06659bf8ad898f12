package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.Background;
import io.llmcache.testing.Waiting;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {

  private final Stop stop = new Stop();

  @Test
  void theSameWorkRunsOnEachThread() throws InterruptedException {
    CountDownLatch together = new CountDownLatch(3);
    new Workers(3, stop, Duration.ofSeconds(60))
        .run(
            () -> {
              together.countDown();
              Waiting.on(together, "they did not run at the same time");
            },
            () -> {});
    assertThat(together.getCount()).isZero();
  }

  @Test
  void whatIsUnderWayMayEndByItself() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    AtomicBoolean finished = new AtomicBoolean();
    AtomicInteger givenUp = new AtomicInteger();
    Future<?> run =
        start(
            Duration.ofSeconds(60),
            () -> {
              begun.countDown();
              Waiting.on(answered, "no answer");
              finished.set(true);
            },
            givenUp::incrementAndGet);
    Waiting.on(begun, "it did not begin");
    stop.request("interrupted");
    answered.countDown();
    Waiting.on(run);
    assertThat(finished).isTrue();
    assertThat(givenUp).hasValue(0);
  }

  @Test
  void whatDoesNotEndIsGivenUp() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch broken = new CountDownLatch(1);
    Future<?> run =
        start(
            Duration.ZERO,
            () -> {
              begun.countDown();
              Waiting.on(broken, "it was not given up");
            },
            broken::countDown);
    Waiting.on(begun, "it did not begin");
    stop.request("interrupted");
    Waiting.on(run);
    assertThat(broken.getCount()).isZero();
  }

  @Test
  void aPauseEndsWithTheRun() {
    Future<String> pause =
        Background.start(
            () -> {
              try {
                stop.pause(Duration.ofHours(1));
                return "passed";
              } catch (InterruptedException e) {
                return "ended";
              }
            });
    stop.request("interrupted");
    stop.request("too late");
    assertThat(Waiting.on(pause)).isEqualTo("ended");
    assertThat(stop.reason()).isEqualTo("interrupted");
  }

  private Future<?> start(Duration finishWithin, Runnable work, Runnable giveUp) {
    return Background.start(
        () -> {
          new Workers(1, stop, finishWithin).run(work, giveUp);
          return null;
        });
  }
}
