package io.llmcache.interceptor.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.interceptor.outbound.Caches;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodPublisherTest {

  private static final ResultCodec TEXT = new JsonbCodec(String.class);

  private final ManualClock clock = new ManualClock();
  private final List<TestPublisher> own = new CopyOnWriteArrayList<>();
  private final List<Probe> probes = new ArrayList<>();
  private LlmCache cache =
      Caches.with(
          Map.of(
              "llmcache.cache-ttl", "60",
              "llmcache.stale-if-error", "600",
              "llmcache.finish-abandoned", "0"),
          clock);
  private final MethodCache methods = new MethodCache(() -> cache);

  @AfterEach
  void close() {
    cache.close();
    probes.forEach(probe -> assertThat(probe.broken()).isNull());
  }

  private Flow.Publisher<Object> publisher() {
    return methods.publisher(
        Greeter.call("a"),
        TEXT,
        () -> {
          TestPublisher made = new TestPublisher();
          own.add(made);
          return made;
        });
  }

  private Probe subscribe(long atFirst) {
    return probe(Probe.of(publisher(), atFirst));
  }

  private Probe probe(Probe probe) {
    probes.add(probe);
    return probe;
  }

  @Test
  void itemsPassAtOnceAndAreReplayedLater() {
    Probe first = subscribe(10);
    own.get(0).give("a", "b");
    assertThat(first.items()).containsExactly("a", "b");
    own.get(0).complete();

    Probe second = subscribe(10);

    assertThat(first.complete()).containsExactly("a", "b");
    assertThat(second.complete()).containsExactly("a", "b");
    assertThat(own).hasSize(1);
  }

  @Test
  void noItemsAreAnAnswerToo() {
    Probe first = subscribe(1);
    own.get(0).complete();

    assertThat(first.complete()).isEmpty();
    assertThat(subscribe(1).complete()).isEmpty();
    assertThat(own).hasSize(1);
  }

  @Test
  void theMethodIsCalledWhenSomethingIsAskedFor() {
    Probe first = subscribe(0);
    assertThat(own).isEmpty();

    first.request(2);

    assertThat(own).hasSize(1);
    assertThat(own.get(0).requested).hasValue(2);
    own.get(0).give("a", "b");
    first.request(1);
    assertThat(own.get(0).requested).hasValue(1);
  }

  @Test
  void aReplayGivesNoMoreThanIsAskedFor() {
    subscribe(3);
    own.get(0).give("a", "b", "c");
    own.get(0).complete();

    Probe second = subscribe(1);
    assertThat(second.items()).containsExactly("a");
    second.request(1);
    assertThat(second.items()).containsExactly("a", "b");
    assertThat(second.isEnded()).isFalse();
    second.request(1);

    assertThat(second.complete()).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void toAskForNothingIsAnError(long count) {
    Probe before = subscribe(count == 0 ? 1 : count);
    if (count == 0) {
      before.request(0);
    }
    assertThat(before.failure()).isInstanceOf(IllegalArgumentException.class);

    Probe filling = subscribe(2);
    own.get(own.size() - 1).give("a", "b");
    own.get(own.size() - 1).complete();
    filling.complete();
    Probe replayed = subscribe(1);
    replayed.request(count);

    assertThat(replayed.failure()).isInstanceOf(IllegalArgumentException.class);
    assertThat(replayed.items()).containsExactly("a");
  }

  @Test
  void aSubscriberThatComesLaterReadsAlong() {
    Probe first = subscribe(10);
    own.get(0).give("a", "b");
    Probe second = subscribe(1);
    Waiting.until(() -> second.items().equals(List.of("a")), "the second one gets nothing");
    second.request(5);
    Waiting.until(() -> second.items().size() == 2, "the second one gets no more");
    own.get(0).give("c");
    Waiting.until(() -> second.items().size() == 3, "the second one does not read along");
    own.get(0).complete();

    assertThat(first.complete()).containsExactly("a", "b", "c");
    assertThat(second.complete()).containsExactly("a", "b", "c");
    assertThat(own).hasSize(1);
  }

  @Test
  void thoseWhoWaitForTheFirstItemAreNoCallers() {
    Probe first = subscribe(10);
    Probe second = subscribe(10);
    own.get(0).give("a");
    own.get(0).complete();

    assertThat(first.complete()).containsExactly("a");
    assertThat(second.complete()).containsExactly("a");
    assertThat(own).hasSize(1);
  }

  @Test
  void aFailureIsPassedOnAndNotKept() {
    Probe first = subscribe(10);
    own.get(0).give("a");
    Probe second = subscribe(10);
    Waiting.until(() -> second.items().size() == 1, "the second one does not read along");
    Exception failure = new Exception("no");
    own.get(0).fail(failure);

    assertThat(first.failure()).isSameAs(failure);
    assertThat(second.failure()).isSameAs(failure);
    assertThat(first.items()).containsExactly("a");

    Probe third = subscribe(10);
    own.get(1).give("b");
    own.get(1).complete();
    assertThat(third.complete()).containsExactly("b");
  }

  @Test
  void whenTheFirstOfThemFailsAnotherMakesTheCall() {
    Probe first = subscribe(10);
    Probe second = subscribe(10);
    Exception failure = new Exception("no");
    own.get(0).fail(failure);
    Waiting.until(() -> own.size() == 2, "nobody takes over");
    Waiting.until(() -> own.get(1).requested.get() > 0, "nobody asks");
    own.get(1).give("b");
    own.get(1).complete();

    assertThat(first.failure()).isSameAs(failure);
    assertThat(second.complete()).containsExactly("b");
  }

  @Test
  void whatTheMethodThrowsGoesToTheSubscriber() {
    Exception failure = new Exception("no");
    Flow.Publisher<Object> broken =
        methods.publisher(
            Greeter.call("b"),
            TEXT,
            () -> {
              throw failure;
            });

    assertThat(probe(Probe.of(broken, 1)).failure()).isSameAs(failure);
    assertThat(probe(Probe.of(broken, 1)).failure()).isSameAs(failure);
  }

  @Test
  void aMethodWithoutAPublisherIsAnError() {
    Flow.Publisher<Object> none = methods.publisher(Greeter.call("b"), TEXT, Nothing::here);

    assertThat(probe(Probe.of(none, 1)).failure())
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("greet");
  }

  private static final class Nothing {

    @SuppressWarnings("NullAway")
    static Flow.Publisher<?> here() {
      return null;
    }
  }

  @Test
  void staleItemsStandInForTheNetworksFailure() {
    subscribe(10);
    own.get(0).give("a", "b");
    own.get(0).complete();
    clock.advance(Duration.ofSeconds(61));

    Probe second = subscribe(1);
    own.get(1).fail(new IOException("cut"));
    second.request(5);
    Probe third = subscribe(1);
    IllegalStateException failure = new IllegalStateException("the method's own word");
    own.get(2).fail(failure);

    assertThat(second.complete()).containsExactly("a", "b");
    assertThat(third.failure()).isSameAs(failure);
  }

  @Test
  void whoLeavesWhileItWaitsIsNotToldAnything() {
    subscribe(1);
    Probe waiting = subscribe(5);
    waiting.cancel();
    own.get(0).fail(new Exception("no"));

    Probe next = subscribe(1);
    own.get(1).give("b");
    own.get(1).complete();

    assertThat(next.complete()).containsExactly("b");
    assertThat(waiting.items()).isEmpty();
    assertThat(waiting.isEnded()).isFalse();
    assertThat(own).hasSize(2);
  }

  @Test
  void itemsGetNoYoungerInAnEntryOfTheirOwn() throws Exception {
    methods.value(Greeter.call("inner"), TEXT, () -> "x");
    clock.advance(Duration.ofSeconds(40));
    Flow.Publisher<Object> outer =
        methods.publisher(
            Greeter.call("outer"),
            TEXT,
            () -> {
              methods.value(Greeter.call("inner"), TEXT, () -> "y");
              TestPublisher made = new TestPublisher();
              own.add(made);
              return made;
            });
    probe(Probe.of(outer, 1));
    own.get(0).give("a");
    own.get(0).complete();
    clock.advance(Duration.ofSeconds(21));

    probe(Probe.of(outer, 1));

    assertThat(own).hasSize(2);
  }

  @Test
  void aSubscriberThatLeavesKeepsNothing() {
    Probe first = subscribe(2);
    own.get(0).give("a");
    first.cancel();
    first.cancel();

    Waiting.until(() -> own.get(0).cancelled, "the method's publisher is not cancelled");
    assertThat(first.items()).containsExactly("a");
    assertThat(first.isEnded()).isFalse();
    Probe second = subscribe(10);
    Waiting.until(() -> own.size() == 2, "the method is not called");
    own.get(1).give("x");
    own.get(1).complete();
    assertThat(second.complete()).containsExactly("x");
  }

  @Test
  void aSubscriberThatLeavesBeforeTheFirstItemCancelsTheMethod() {
    Probe first = subscribe(2);

    first.cancel();

    assertThat(own.get(0).cancelled).isTrue();
    assertThat(first.isEnded()).isFalse();
  }

  @Test
  void aSubscriberThatLeavesLeavesTheRestToThoseWhoReadAlong() {
    Probe first = subscribe(1);
    own.get(0).give("a");
    Probe second = subscribe(10);
    Waiting.until(() -> second.items().size() == 1, "the second one does not read along");
    first.cancel();

    own.get(0).give("b", "c");
    own.get(0).complete();

    assertThat(second.complete()).containsExactly("a", "b", "c");
    assertThat(first.items()).containsExactly("a");
    assertThat(subscribe(5).complete()).containsExactly("a", "b", "c");
    assertThat(own).hasSize(1);
  }

  @Test
  void aSubscriberThatLeavesBeforeTheFirstItemLeavesItToThoseWhoWait() {
    Probe first = subscribe(1);
    Probe second = subscribe(10);
    first.cancel();

    assertThat(own.get(0).cancelled).isFalse();
    own.get(0).give("a", "b");
    own.get(0).complete();

    assertThat(second.complete()).containsExactly("a", "b");
    assertThat(own).hasSize(1);
  }

  @Test
  void oneWhoReadsAlongAndLeavesLeavesTheFirstAlone() {
    Probe first = subscribe(10);
    own.get(0).give("a");
    Probe second = subscribe(10);
    Probe third = subscribe(0);
    Waiting.until(() -> second.items().size() == 1, "the second one does not read along");
    second.cancel();
    third.cancel();
    own.get(0).give("b");
    own.get(0).complete();

    assertThat(first.complete()).containsExactly("a", "b");
    assertThat(own.get(0).cancelled).isFalse();
  }

  @Test
  void itemsThatDoNotComeBackArePassedOnAndNotKept() {
    ResultCodec any = new JsonbCodec(Object.class);
    List<TestPublisher> made = new CopyOnWriteArrayList<>();
    Flow.Publisher<Object> publisher =
        methods.publisher(
            Greeter.call("odd"),
            any,
            () -> {
              TestPublisher next = new TestPublisher();
              made.add(next);
              return next;
            });
    StringBuilder odd = new StringBuilder("odd");
    Probe first = probe(Probe.of(publisher, 5));
    Probe waiting = probe(Probe.of(publisher, 5));
    made.get(0).give(odd, odd);
    made.get(0).complete();

    assertThat(first.complete()).containsExactly(odd, odd);
    assertThat(first.items().get(0)).isSameAs(odd);
    Waiting.until(() -> made.size() == 2, "who waited does not call the method");
    Waiting.until(() -> made.get(1).requested.get() > 0, "nobody asks");
    made.get(1).give(odd);
    made.get(1).complete();
    assertThat(waiting.complete()).containsExactly(odd);
  }

  @Test
  void storedItemsThatCannotBeReadAreAskedForAgain() {
    subscribe(1);
    own.get(0).give("a");
    own.get(0).complete();
    ResultCodec other = new JsonbCodec(Greeter.Greeting.class);
    TestPublisher made = new TestPublisher();

    Probe probe = probe(Probe.of(methods.publisher(Greeter.call("a"), other, () -> made), 1));
    made.give(new Greeter.Greeting("x", 1, List.of()));
    made.complete();

    assertThat(probe.complete()).containsExactly(new Greeter.Greeting("x", 1, List.of()));
  }

  @Test
  void streamsAreLeftAloneWhereTheSettingsSaySo() {
    cache.close();
    cache = Caches.with(Map.of("llmcache.cache-streaming", "false"), clock);

    subscribe(1);
    own.get(0).give("a");
    own.get(0).complete();
    Probe second = subscribe(1);
    own.get(1).give("b");
    own.get(1).complete();

    assertThat(second.complete()).containsExactly("b");
  }

  @Test
  void aValueAndItemsOfOneNameAreNotConfused() throws Exception {
    subscribe(1);
    own.get(0).give("a");
    own.get(0).complete();

    assertThat(methods.value(Greeter.call("a"), TEXT, () -> "value")).isEqualTo("value");
    assertThat(subscribe(1).complete()).containsExactly("a");
  }

  @Test
  void manySubscribersOfARealPublisherAllGetTheWhole() {
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      all.add(i);
    }
    AtomicInteger calls = new AtomicInteger();
    Flow.Publisher<Object> publisher =
        methods.publisher(
            Greeter.call("many"),
            new JsonbCodec(Integer.class),
            () -> {
              calls.incrementAndGet();
              SubmissionPublisher<Object> made = new SubmissionPublisher<>(threads, 16);
              threads.execute(
                  () -> {
                    Waiting.until(() -> made.getNumberOfSubscribers() == 1, "nobody subscribes");
                    all.forEach(made::submit);
                    made.close();
                  });
              return made;
            });
    try {
      List<Future<Probe>> readers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        readers.add(threads.submit(() -> readAll(publisher)));
      }
      for (Future<Probe> reader : readers) {
        Probe probe = probe(Waiting.on(reader));
        assertThat(probe.complete()).isEqualTo(all);
      }
      assertThat(calls).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Probe readAll(Flow.Publisher<Object> publisher) {
    Probe probe = Probe.of(publisher, 1);
    for (int i = 0; i < 600; i++) {
      probe.request(1);
    }
    @Nullable Throwable failure = probe.failure();
    if (failure != null) {
      throw new AssertionError(failure);
    }
    return probe;
  }
}
