package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.Waiting;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

class RedisCallsTest {

  private static final Duration TIMEOUT = Duration.ofMillis(100);

  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger ran = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final RedisCalls calls =
      new RedisCalls(
          "llmcache-redis-test",
          TIMEOUT,
          new RedisCalls.Observer() {
            @Override
            public void succeeded() {}

            @Override
            public void failed(Exception cause) {}
          },
          nanos::get);

  @AfterEach
  void close() {
    release.countDown();
    calls.close();
  }

  @Test
  void aFullQueueFailsAtOnce() {
    occupyAllThreads();
    List<CompletionStage<Integer>> waiting = new ArrayList<>();
    for (int i = 0; i < RedisCalls.QUEUE; i++) {
      waiting.add(calls.call(ran::incrementAndGet));
    }

    assertThat(Redis.failureOf(calls.call(ran::incrementAndGet)))
        .isInstanceOf(RejectedExecutionException.class);

    release.countDown();
    waiting.forEach(call -> Waiting.on(call.toCompletableFuture()));
    assertThat(ran).hasValue(RedisCalls.QUEUE);
  }

  @Test
  void whatWaitedTooLongDoesNotRunAnyMore() {
    occupyAllThreads();
    CompletionStage<Integer> late = calls.call(ran::incrementAndGet);

    nanos.addAndGet(TIMEOUT.toNanos() + 1);
    release.countDown();

    assertThat(Redis.failureOf(late)).isInstanceOf(TimeoutException.class);
    assertThat(ran).hasValue(0);
  }

  @Test
  void amongSeveralServersOnlyManyRefusalsInARowAreToldAsSuch() {
    RedisCalls.Observer nobody =
        new RedisCalls.Observer() {
          @Override
          public void succeeded() {}

          @Override
          public void failed(Exception cause) {}
        };
    Callable<Integer> refused =
        () -> {
          throw new JedisConnectionException(new ConnectException("refused"));
        };
    try (RedisCalls several =
        new RedisCalls("llmcache-redis-test", TIMEOUT, nobody, nanos::get, 3)) {
      assertThat(Redis.failureOf(several.call(refused)))
          .isInstanceOf(JedisConnectionException.class);
      assertThat(Redis.succeeds(several.call(ran::incrementAndGet))).isTrue();
      for (int i = 0; i < 2; i++) {
        assertThat(Redis.failureOf(several.call(refused)))
            .isInstanceOf(JedisConnectionException.class);
      }
      assertThat(Redis.failureOf(several.call(refused))).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void whatNobodyWaitsForDoesNotRun() {
    occupyAllThreads();
    CompletionStage<Integer> given = calls.call(ran::incrementAndGet);

    given.toCompletableFuture().cancel(false);
    release.countDown();

    Waiting.on(calls.call(() -> 1).toCompletableFuture());
    assertThat(ran).hasValue(0);
  }

  @Test
  void closeFailsWhatWaits() {
    occupyAllThreads();
    CompletionStage<Integer> waiting = calls.call(ran::incrementAndGet);

    calls.close();

    assertThat(Redis.failureOf(waiting)).isInstanceOf(RejectedExecutionException.class);
    assertThat(Redis.failureOf(calls.call(() -> 1))).isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void anErrorFailsTheStage() {
    assertThat(
            Redis.failureOf(
                calls.call(
                    () -> {
                      throw new AssertionError("as a test");
                    })))
        .isInstanceOf(AssertionError.class);
  }

  private void occupyAllThreads() {
    CountDownLatch busy = new CountDownLatch(RedisCalls.THREADS);
    for (int i = 0; i < RedisCalls.THREADS; i++) {
      calls.call(
          () -> {
            busy.countDown();
            release.await();
            return 0;
          });
    }
    Waiting.on(busy, "not every call has a thread");
  }
}
