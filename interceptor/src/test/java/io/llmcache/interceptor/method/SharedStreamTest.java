package io.llmcache.interceptor.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.LlmCache;
import io.llmcache.interceptor.outbound.Caches;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several callers of one method that returns a stream. */
class SharedStreamTest {

  /** An item that is told from its copies. */
  public record Item(String text) {}

  private static final int CALLERS = 8;
  private static final MethodCall CALL = Greeter.call("a");

  private final ManualClock clock = new ManualClock();
  private final AtomicLong nanos = new AtomicLong();
  private final LlmCache cache =
      Caches.with(
          Map.of(
              "llmcache.cache-ttl",
              "60",
              "llmcache.stale-if-error",
              "600",
              "llmcache.collapse-timeout",
              "5s",
              "llmcache.max-entry-size",
              "10KB"),
          clock);
  private final MethodCache methods = new MethodCache(() -> cache, nanos::get);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  @AfterEach
  void close() {
    threads.shutdownNow();
    cache.close();
  }

  private Stream<Item> call(Callable<@Nullable Stream<?>> method) throws Exception {
    return call(Item.class, method);
  }

  private Stream<Item> call(Class<?> type, Callable<@Nullable Stream<?>> method) throws Exception {
    return call(type, "a", method);
  }

  @SuppressWarnings("unchecked")
  private Stream<Item> call(Class<?> type, String argument, Callable<@Nullable Stream<?>> method)
      throws Exception {
    return (Stream<Item>)
        (Stream<?>)
            Objects.requireNonNull(
                methods.stream(
                    Greeter.call(argument),
                    new JsonbCodec(type),
                    () -> {
                      calls.incrementAndGet();
                      Stream<?> own = method.call();
                      return own == null ? null : own.onClose(closed::incrementAndGet);
                    }));
  }

  /** Items that count how many were made. */
  private Stream<?> items(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            number -> {
              made.incrementAndGet();
              return new Item("item " + number);
            });
  }

  private static List<Item> expected(int count) {
    return IntStream.range(0, count).mapToObj(number -> new Item("item " + number)).toList();
  }

  @Test
  void callersAtATimeCauseOneCall() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    List<Future<List<Item>>> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(
          threads.submit(
              () ->
                  call(() -> {
                        Waiting.on(gate, "the gate stays closed");
                        return items(100);
                      })
                      .toList()));
    }
    Waiting.until(() -> calls.get() > 0, "the method is not called");
    gate.countDown();

    for (Future<List<Item>> caller : callers) {
      assertThat(Waiting.on(caller)).isEqualTo(expected(100));
    }
    assertThat(calls).hasValue(1);
    assertThat(made).hasValue(100);
  }

  @Test
  void nobodyWaitsForACallerThatHoldsItsStream() throws Exception {
    Stream<Item> held = call(() -> items(3));

    assertThat(call(() -> items(9)).toList()).isEqualTo(expected(3));
    assertThat(held.toList()).isEqualTo(expected(3));
    assertThat(call(() -> items(9)).toList()).isEqualTo(expected(3));
    assertThat(calls).hasValue(1);
    assertThat(made).hasValue(3);
  }

  @Test
  void eachItemIsMadeWhenTheFirstCallerWantsIt() throws Exception {
    Iterator<Item> one = call(() -> items(3)).iterator();
    Iterator<Item> two = call(() -> items(9)).iterator();

    Item first = one.next();
    Item copy = two.next();
    assertThat(copy).isEqualTo(first).isNotSameAs(first);
    assertThat(two.next()).isEqualTo(new Item("item 1"));
    assertThat(made.get()).isLessThanOrEqualTo(3);
    assertThat(one.next()).isEqualTo(new Item("item 1"));
    assertThat(one.next()).isEqualTo(two.next());
    assertThat(one.hasNext()).isFalse();
    assertThat(two.hasNext()).isFalse();
    assertThat(calls).hasValue(1);
  }

  @Test
  void allTakeThemAtOnceAndNoneIsLost() throws Exception {
    Stream<Item> first = call(() -> items(2000));
    List<Stream<Item>> streams = new ArrayList<>(List.of(first));
    for (int i = 1; i < CALLERS; i++) {
      streams.add(call(() -> items(9)));
    }
    List<Future<List<Item>>> taken =
        streams.stream().map(stream -> threads.submit(stream::toList)).toList();

    for (Future<List<Item>> each : taken) {
      assertThat(Waiting.on(each)).isEqualTo(expected(2000));
    }
    assertThat(made).hasValue(2000);
  }

  @Test
  void theStreamStaysOpenUntilTheLastCallerHasIt() throws Exception {
    Stream<Item> first = call(() -> items(3));
    Stream<Item> second = call(() -> items(9));
    first.close();
    assertThat(closed).hasValue(0);

    assertThat(second.toList()).isEqualTo(expected(3));
    assertThat(closed).hasValue(1);
    first.close();
    second.close();
    assertThat(closed).hasValue(1);
    assertThat(call(() -> items(9)).toList()).isEqualTo(expected(3));
  }

  @Test
  void aCallerThatJoinsClosesNothingOfTheFirst() throws Exception {
    Stream<Item> first = call(() -> items(3));
    call(() -> items(9)).close();

    assertThat(closed).hasValue(0);
    assertThat(first.toList()).isEqualTo(expected(3));
    first.close();
    assertThat(closed).hasValue(1);
  }

  @Test
  void aFailureReachesThoseWhoHaveItemsAndTheOthersMakeTheCall() throws Exception {
    IllegalStateException failure = new IllegalStateException("no");
    Stream<?> broken =
        IntStream.range(0, 2)
            .mapToObj(
                number -> {
                  if (number == 1) {
                    throw failure;
                  }
                  return new Item("item 0");
                });
    Stream<Item> first = call(() -> broken);
    Stream<Item> second = call(() -> items(9));

    assertThatThrownBy(second::toList).isSameAs(failure);
    assertThat(call(() -> items(2)).toList()).isEqualTo(expected(2));
    assertThatThrownBy(first::toList).isSameAs(failure);
    assertThat(calls).hasValue(2);
  }

  @Test
  void whoeverGetsNoItemBeforeTheFailureMakesTheCall() throws Exception {
    IllegalStateException failure = new IllegalStateException("no");
    Stream<Item> first =
        call(
            () ->
                Stream.of(1)
                    .map(
                        number -> {
                          throw failure;
                        }));

    assertThat(call(() -> items(2)).toList()).isEqualTo(expected(2));
    assertThatThrownBy(first::toList).isSameAs(failure);
    assertThat(calls).hasValue(2);
  }

  @Test
  void whatTheMethodThrowsIsItsCallersAndAnotherMakesTheCall() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    IllegalStateException failure = new IllegalStateException("no");
    Future<?> first =
        threads.submit(
            () ->
                call(
                    () -> {
                      Waiting.on(gate, "the gate stays closed");
                      throw failure;
                    }));
    Waiting.until(() -> calls.get() == 1, "the method is not called");
    Future<List<Item>> second = threads.submit(() -> call(() -> items(2)).toList());
    gate.countDown();

    assertThat(Waiting.on(second)).isEqualTo(expected(2));
    assertThatThrownBy(first::get).hasCause(failure);
  }

  @Test
  void aStreamThatNobodyTookAnythingOfForLongIsNotJoined() throws Exception {
    Stream<Item> forgotten = call(() -> items(3));
    nanos.addAndGet(SharedItems.IDLE.toNanos() + 1);

    Stream<Item> second = call(() -> items(2));
    assertThat(call(() -> items(9)).toList()).isEqualTo(expected(2));
    assertThat(second.toList()).isEqualTo(expected(2));
    assertThat(forgotten.toList()).isEqualTo(expected(3));
    assertThat(call(() -> items(9)).toList()).isEqualTo(expected(2));
    assertThat(calls).hasValue(2);
  }

  @Test
  void aStreamThatWasForgottenForgetsItsItems() throws Exception {
    call(Item.class, "forgotten", () -> items(3));
    assertThat(methods.runningStreams()).isEqualTo(1);
    nanos.addAndGet(Duration.ofMinutes(11).toNanos());

    call(() -> items(2));
    assertThat(methods.runningStreams()).isEqualTo(1);
  }

  @Test
  void anInterruptedCallerMakesTheCallItself() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch inTurn = new CountDownLatch(1);
    Stream<Item> slow =
        call(
            () ->
                Stream.of("slow")
                    .map(
                        text -> {
                          inTurn.countDown();
                          Waiting.on(gate, "the gate stays closed");
                          return new Item(text);
                        }));
    Future<List<Item>> first = threads.submit(slow::toList);
    Waiting.on(inTurn, "no item is asked for");

    Thread.currentThread().interrupt();
    Stream<Item> own = call(() -> items(1));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(own.toList()).isEqualTo(expected(1));
    gate.countDown();
    assertThat(Waiting.on(first)).containsExactly(new Item("slow"));
  }

  @Test
  void itemsThatDoNotComeBackAreTheFirstCallersAlone() throws Exception {
    Stream<Item> first = call(Object.class, () -> Stream.of(new StringBuilder("odd")));

    assertThat(call(() -> items(2)).toList()).isEqualTo(expected(2));
    assertThat(first.count()).isEqualTo(1);
  }

  @Test
  void aStreamThatOutgrowsTheCacheIsSharedByThoseWhoAreThere() throws Exception {
    String large = "x".repeat(6000);
    Stream<Item> first = call(() -> IntStream.range(0, 4).mapToObj(i -> new Item(i + large)));
    Iterator<Item> second = call(() -> items(9)).iterator();
    second.next();
    second.next();
    second.next();

    assertThat(call(() -> items(2)).toList()).isEqualTo(expected(2));
    assertThat(second.next().text()).startsWith("3x");
    assertThat(first.map(item -> item.text().charAt(0)).toList())
        .containsExactly('0', '1', '2', '3');
    assertThat(calls).hasValue(2);
  }

  @Test
  void aMethodThatCallsItselfForAnItemIsNotJoined() throws Exception {
    Stream<Item> outer =
        call(
            () ->
                Stream.of("outer ")
                    .map(
                        text -> {
                          try {
                            return new Item(text + call(() -> items(1)).toList().get(0).text());
                          } catch (Exception e) {
                            throw new IllegalStateException(e);
                          }
                        }));

    assertThat(outer.toList()).containsExactly(new Item("outer item 0"));
    assertThat(calls).hasValue(2);
  }

  @Test
  void aStaleAnswerThatStandsByMakesNobodyWait() throws Exception {
    assertThat(call(() -> items(1)).toList()).isEqualTo(expected(1));
    clock.advance(Duration.ofSeconds(61));

    Stream<Item> held = call(() -> items(3));
    assertThat(call(() -> items(9)).toList()).isEqualTo(expected(3));
    held.close();
    assertThat(calls).hasValue(2);
  }

  @Test
  void whoeverWaitsForAStreamThatIsClosedMakesTheCall() throws Exception {
    assertThat(call(() -> items(1)).toList()).isEqualTo(expected(1));
    clock.advance(Duration.ofSeconds(61));

    call(() -> items(3)).close();
    assertThat(call(() -> items(2)).toList()).isEqualTo(expected(2));
  }

  @Test
  void anItemThatIsNotToBeKeptIsSharedAllTheSame() throws Exception {
    ResultCodec unless =
        new ResultCodec() {
          private final JsonbCodec json = new JsonbCodec(Item.class);

          @Override
          public byte[] toJson(@Nullable Object value) throws NotRestorableException {
            return json.toJson(value);
          }

          @Override
          public @Nullable Object fromJson(byte[] text) throws NotRestorableException {
            return json.fromJson(text);
          }

          @Override
          public boolean keeps(@Nullable Object value) {
            return !new Item("item 2").equals(value);
          }
        };
    Stream<?> first = Objects.requireNonNull(methods.stream(CALL, unless, () -> items(3)));
    Stream<?> second = Objects.requireNonNull(methods.stream(CALL, unless, () -> items(9)));

    assertThat(second.toList()).isEqualTo(expected(3));
    assertThat(first.toList()).isEqualTo(expected(3));
    assertThat(made).hasValue(3);
    assertThat(call(() -> items(1)).toList()).isEqualTo(expected(1));
  }

  @Test
  void closingEndsAnItemThatDoesNotCome() throws Exception {
    CountDownLatch inTurn = new CountDownLatch(1);
    CountDownLatch cut = new CountDownLatch(1);
    Stream<Item> hung =
        call(
            () ->
                Stream.of("never")
                    .map(
                        text -> {
                          inTurn.countDown();
                          Waiting.on(cut, "it is not closed");
                          throw new IllegalStateException("closed");
                        })
                    .onClose(cut::countDown));
    Future<List<Item>> taker = threads.submit(hung::toList);
    Waiting.on(inTurn, "no item is asked for");

    hung.close();
    assertThatThrownBy(taker::get).hasRootCauseMessage("closed");
  }

  @Test
  void aCallerThatForgetsItsPlaceDoesNotKeepTheStreamOpenForEver() throws Exception {
    try (Stream<Item> first = call(() -> items(3))) {
      assertThat(call(() -> items(9)).findFirst()).contains(new Item("item 0"));
      assertThat(first.findFirst()).contains(new Item("item 0"));
    }
    assertThat(closed).hasValue(0);
    nanos.addAndGet(Duration.ofMinutes(11).toNanos());

    call(Item.class, "another", () -> items(2));
    assertThat(closed).hasValue(1);
  }

  @Test
  void whatACloseHandlerThrowsIsItsOwnCallers() throws Exception {
    Stream<Item> first =
        call(
            () ->
                items(3)
                    .onClose(
                        () -> {
                          throw new IllegalStateException("closing");
                        }));
    Stream<Item> second = call(() -> items(9));
    first.close();

    assertThat(second.toList()).isEqualTo(expected(3));
    Stream<Item> alone =
        call(
            Item.class,
            "alone",
            () ->
                items(1)
                    .onClose(
                        () -> {
                          throw new IllegalStateException("closing");
                        }));
    assertThatThrownBy(alone::close).hasMessage("closing");
  }

  @Test
  void theItemsOfOneCallAreKeptWhileAnotherBegins() throws Exception {
    Iterator<Item> slow = call(() -> items(2)).iterator();
    slow.next();
    nanos.addAndGet(Duration.ofSeconds(9).toNanos());
    call(Item.class, "another", () -> items(2));
    slow.next();
    assertThat(slow.hasNext()).isFalse();

    assertThat(call(() -> items(9)).toList()).isEqualTo(expected(2));
  }

  @Test
  void aSourceThatIsMadeLateIsMadeOnce() throws Exception {
    AtomicInteger sources = new AtomicInteger();
    Stream<Item> first =
        call(
            () ->
                StreamSupport.stream(
                    () -> {
                      sources.incrementAndGet();
                      return expected(3).spliterator();
                    },
                    Spliterator.ORDERED,
                    false));
    assertThat(sources).hasValue(0);

    assertThat(call(() -> items(9)).toList()).isEqualTo(expected(3));
    assertThat(first.toList()).isEqualTo(expected(3));
    assertThat(sources).hasValue(1);
  }
}
