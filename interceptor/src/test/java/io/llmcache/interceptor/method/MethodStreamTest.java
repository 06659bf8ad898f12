package io.llmcache.interceptor.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.LlmCache;
import io.llmcache.interceptor.outbound.Caches;
import io.llmcache.testing.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MethodStreamTest {

  private static final ResultCodec TEXT = new JsonbCodec(String.class);

  private final ManualClock clock = new ManualClock();
  private final LlmCache cache =
      Caches.with(
          Map.of(
              "llmcache.cache-ttl", "60",
              "llmcache.stale-if-error", "600",
              "llmcache.max-entry-size", "10KB"),
          clock);
  private final MethodCache methods = new MethodCache(() -> cache);
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  @AfterEach
  void close() {
    cache.close();
  }

  private Stream<@Nullable Object> call(@Nullable String... items) throws Exception {
    return call(() -> Arrays.stream(items));
  }

  private Stream<@Nullable Object> call(Callable<@Nullable Stream<?>> method) throws Exception {
    return Objects.requireNonNull(
        methods.stream(
            Greeter.call("a"),
            TEXT,
            () -> {
              calls.incrementAndGet();
              Stream<?> own = method.call();
              return own == null ? null : own.onClose(closed::incrementAndGet);
            }));
  }

  @Test
  void itemsAreReplayedOnceTheLastOneWasTaken() throws Exception {
    assertThat(call("a", null, "b").toList()).containsExactly("a", null, "b");
    assertThat(call("x").toList()).containsExactly("a", null, "b");
    assertThat(call("x").filter(Objects::nonNull).count()).isEqualTo(2);
    assertThat(calls).hasValue(1);
  }

  @Test
  void noItemsAreAnAnswerToo() throws Exception {
    assertThat(call().toList()).isEmpty();
    assertThat(call("x").toList()).isEmpty();
  }

  @Test
  void itemsAreTakenOneByOne() throws Exception {
    AtomicInteger made = new AtomicInteger();
    Stream<@Nullable Object> endless =
        call(() -> Stream.generate(() -> "item " + made.incrementAndGet()));
    Iterator<@Nullable Object> items = endless.iterator();

    assertThat(items.next()).isEqualTo("item 1");
    assertThat(made.get()).isLessThanOrEqualTo(2);
    endless.close();
    assertThat(closed).hasValue(1);
  }

  @Test
  void aStreamThatIsNotTakenToItsEndKeepsNothing() throws Exception {
    try (Stream<@Nullable Object> first = call("a", "b")) {
      assertThat(first.findFirst()).contains("a");
    }
    assertThat(closed).hasValue(1);

    assertThat(call("x").toList()).containsExactly("x");
    assertThat(calls).hasValue(2);
  }

  @Test
  void aFailureOnTheWayKeepsNothing() throws Exception {
    IllegalStateException failure = new IllegalStateException("no");
    Stream<@Nullable Object> broken =
        call(
            () ->
                IntStream.range(0, 3)
                    .mapToObj(
                        number -> {
                          if (number == 2) {
                            throw failure;
                          }
                          return "item";
                        }));

    assertThatThrownBy(broken::toList).isSameAs(failure);
    assertThat(call("x").toList()).containsExactly("x");
  }

  @Test
  void whatTheCallerThrowsLeavesTheItemsToTheNextOne() throws Exception {
    IllegalStateException failure = new IllegalStateException("no");
    Stream<@Nullable Object> stream = call("a", "b");

    assertThatThrownBy(
            () ->
                stream.forEach(
                    item -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(call("x").toList()).containsExactly("a", "b");
    assertThat(calls).hasValue(1);
  }

  @Test
  void whatTheMethodThrowsIsThrownAndAStaleAnswerStandsInForTheNetwork() throws Exception {
    assertThat(call("a").toList()).containsExactly("a");
    clock.advance(Duration.ofSeconds(61));
    IllegalStateException own = new IllegalStateException("own word");

    assertThatThrownBy(
            () ->
                call(
                    () -> {
                      throw own;
                    }))
        .isSameAs(own);
    assertThat(
            call(() -> {
                  throw new IOException("cut");
                })
                .toList())
        .containsExactly("a");
  }

  @Test
  void noStreamIsNoStream() throws Exception {
    assertThat(methods.stream(Greeter.call("a"), TEXT, () -> null)).isNull();
    assertThat(methods.stream(Greeter.call("a"), TEXT, () -> null)).isNull();
  }

  @Test
  void parallelStreamsKeepTheirOrder() throws Exception {
    List<String> all = IntStream.range(0, 500).mapToObj(Integer::toString).toList();

    assertThat(call(() -> all.stream().parallel()).toList()).isEqualTo(all);
    assertThat(call("x").toList()).isEqualTo(all);
  }

  @Test
  void whatIsTooLargeOrDoesNotComeBackPasses() throws Exception {
    String large = "x".repeat(6000);
    assertThat(call(large, large).toList()).containsExactly(large, large);
    assertThat(call("a").toList()).containsExactly("a");

    Stream<@Nullable Object> odd =
        Objects.requireNonNull(
            methods.stream(
                Greeter.call("odd"), new JsonbCodec(Object.class), () -> Stream.of(odd(), odd())));
    assertThat(odd.count()).isEqualTo(2);
    Stream<@Nullable Object> again =
        Objects.requireNonNull(
            methods.stream(Greeter.call("odd"), TEXT, () -> Stream.of("not odd")));
    assertThat(again.toList()).containsExactly("not odd");
  }

  private static StringBuilder odd() {
    return new StringBuilder("odd");
  }
}
