package io.llmcache.interceptor.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.LlmCache;
import io.llmcache.interceptor.method.Greeter.Greeting;
import io.llmcache.interceptor.outbound.Caches;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MethodStageTest {

  private final ManualClock clock = new ManualClock();
  private final LlmCache cache =
      Caches.with(Map.of("llmcache.cache-ttl", "60", "llmcache.stale-if-error", "600"), clock);
  private final MethodCache methods = new MethodCache(() -> cache);

  /** What the method returned, in order; the test completes them. */
  private final List<CompletableFuture<Object>> own = new CopyOnWriteArrayList<>();

  private final Callable<@Nullable CompletionStage<?>> method =
      () -> {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        own.add(stage);
        return stage;
      };

  @AfterEach
  void close() {
    cache.close();
  }

  private CompletableFuture<@Nullable Object> call(String argument) throws Exception {
    return Objects.requireNonNull(methods.stage(Greeter.call(argument), Greeter.CODEC, method))
        .toCompletableFuture();
  }

  private static Greeting greeting(int number) {
    return new Greeting("hello", number, List.of("you"));
  }

  @Test
  void theValueIsKept() throws Exception {
    CompletableFuture<@Nullable Object> first = call("a");
    assertThat(first).isNotDone();
    own.get(0).complete(greeting(1));

    CompletableFuture<@Nullable Object> second = call("a");

    assertThat(first.join()).isEqualTo(greeting(1));
    assertThat(second).isCompletedWithValue(greeting(1));
    assertThat(second.join()).isNotSameAs(first.join());
    assertThat(own).hasSize(1);
  }

  @Test
  void aFailureIsNotKept() throws Exception {
    CompletableFuture<@Nullable Object> first = call("a");
    Exception failure = new Exception("no");
    own.get(0).completeExceptionally(failure);

    CompletableFuture<@Nullable Object> second = call("a");
    own.get(1).complete(greeting(2));

    assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class).cause().isSameAs(failure);
    assertThat(Waiting.on(second)).isEqualTo(greeting(2));
  }

  @Test
  void whatTheMethodThrowsIsThrown() {
    IllegalStateException failure = new IllegalStateException("before there is a stage");

    assertThatThrownBy(
            () ->
                methods.stage(
                    Greeter.call("a"),
                    Greeter.CODEC,
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  @Test
  void noStageIsNoStage() throws Exception {
    assertThat(methods.stage(Greeter.call("a"), Greeter.CODEC, () -> null)).isNull();
    assertThat(methods.stage(Greeter.call("a"), Greeter.CODEC, () -> null)).isNull();
  }

  @Test
  void aStaleValueStandsInForTheNetworksFailure() throws Exception {
    CompletableFuture<@Nullable Object> first = call("a");
    own.get(0).complete(greeting(1));
    first.join();
    clock.advance(Duration.ofSeconds(61));

    CompletableFuture<@Nullable Object> second = call("a");
    own.get(1).completeExceptionally(new IOException("cut"));
    CompletableFuture<@Nullable Object> third = call("a");
    own.get(2).completeExceptionally(new IllegalArgumentException("no such name"));

    assertThat(second.join()).isEqualTo(greeting(1));
    assertThatThrownBy(third::join).hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void identicalCallsAtATimeAreMadeOnce() throws Exception {
    List<CompletableFuture<@Nullable Object>> callers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      callers.add(call("a"));
    }
    own.get(0).complete(greeting(1));

    for (CompletableFuture<@Nullable Object> caller : callers) {
      assertThat(Waiting.on(caller)).isEqualTo(greeting(1));
    }
    assertThat(own).hasSize(1);
  }

  @Test
  void whenTheFirstOfThemFailsAnotherMakesTheCall() throws Exception {
    CompletableFuture<@Nullable Object> first = call("a");
    CompletableFuture<@Nullable Object> second = call("a");
    CompletableFuture<@Nullable Object> third = call("a");
    own.get(0).completeExceptionally(new Exception("no"));

    Waiting.until(() -> own.size() == 2, "nobody takes over");
    own.get(1).complete(greeting(2));

    assertThat(first).isCompletedExceptionally();
    assertThat(Waiting.on(second)).isEqualTo(greeting(2));
    assertThat(Waiting.on(third)).isEqualTo(greeting(2));
    assertThat(own).hasSize(2);
  }

  @Test
  void toCancelCancelsTheMethodsOwn() throws Exception {
    CompletableFuture<@Nullable Object> only = call("a");

    assertThat(only.cancel(true)).isTrue();

    assertThat(own.get(0)).isCancelled();
    CompletableFuture<@Nullable Object> next = call("a");
    own.get(1).complete(greeting(2));
    assertThat(Waiting.on(next)).isEqualTo(greeting(2));
  }

  @Test
  void aCancelLeavesTheMethodToThoseWhoWait() throws Exception {
    CompletableFuture<@Nullable Object> leader = call("a");
    CompletableFuture<@Nullable Object> follower = call("a");

    leader.cancel(true);

    assertThat(own.get(0)).isNotDone();
    own.get(0).complete(greeting(1));
    assertThat(Waiting.on(follower)).isEqualTo(greeting(1));
    assertThat(own).hasSize(1);
  }

  @Test
  void aFollowersCancelLeavesTheLeaderAlone() throws Exception {
    CompletableFuture<@Nullable Object> leader = call("a");
    CompletableFuture<@Nullable Object> follower = call("a");

    follower.cancel(true);
    assertThat(own.get(0)).isNotDone();
    leader.cancel(true);

    assertThat(own.get(0)).isCancelled();
    assertThat(own).hasSize(1);
  }

  @Test
  void whoeverTookOverCanCancelToo() throws Exception {
    CompletableFuture<@Nullable Object> first = call("a");
    CompletableFuture<@Nullable Object> second = call("a");
    own.get(0).completeExceptionally(new Exception("no"));
    Waiting.until(() -> own.size() == 2, "nobody takes over");

    Waiting.until(
        () -> {
          second.cancel(true);
          return own.get(1).isCancelled();
        },
        "the method's stage goes on");

    assertThat(first).isCompletedExceptionally();
  }

  @Test
  void aCacheThatClosesLetsWaitingCallersGoOn() throws Exception {
    CompletableFuture<@Nullable Object> first = call("a");
    CompletableFuture<@Nullable Object> second = call("a");

    cache.close();
    Waiting.until(() -> own.size() == 2, "the follower does not go on");
    own.get(0).complete(greeting(1));
    own.get(1).complete(greeting(2));

    assertThat(Waiting.on(first)).isEqualTo(greeting(1));
    assertThat(Waiting.on(second)).isEqualTo(greeting(2));
  }

  @Test
  void lifetimesDoNotAddUp() throws Exception {
    CompletableFuture<@Nullable Object> inner = call("inner");
    own.get(0).complete(greeting(1));
    inner.join();
    clock.advance(Duration.ofSeconds(40));
    Callable<@Nullable CompletionStage<?>> outer = () -> call("inner").thenApply(it -> it);
    outerCall(outer);
    clock.advance(Duration.ofSeconds(21));

    CompletableFuture<@Nullable Object> again = outerCall(outer);

    assertThat(own).hasSize(2);
    own.get(1).complete(greeting(2));
    assertThat(Waiting.on(again)).isEqualTo(greeting(2));
  }

  private CompletableFuture<@Nullable Object> outerCall(
      Callable<@Nullable CompletionStage<?>> method) throws Exception {
    return Objects.requireNonNull(methods.stage(Greeter.call("outer"), Greeter.CODEC, method))
        .toCompletableFuture();
  }

  @Test
  void aStageOfTheMethodThatCannotBeCancelledGoesOn() throws Exception {
    CompletableFuture<Object> hidden = new CompletableFuture<>();
    CompletableFuture<@Nullable Object> caller = outerCall(hidden::minimalCompletionStage);

    assertThat(caller.cancel(true)).isTrue();
    hidden.complete(greeting(1));

    assertThat(outerCall(hidden::minimalCompletionStage).join()).isEqualTo(greeting(1));
  }
}
