package io.llmcache.interceptor.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.llmcache.LlmCache;
import io.llmcache.interceptor.method.Greeter.Greeting;
import io.llmcache.interceptor.outbound.Caches;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Invalidation;
import io.llmcache.testing.FakeEmbedder;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.RecordingListener;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodValueTest {

  private final ManualClock clock = new ManualClock();
  private final RecordingListener events = new RecordingListener();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Greeter greeter = new Greeter();
  private @Nullable LlmCache cache;

  @AfterEach
  void close() {
    threads.shutdownNow();
    if (cache != null) {
      cache.close();
    }
  }

  private MethodCache with(Map<String, String> settings) {
    Settings read =
        SettingsReader.read(
            List.of(SettingsSource.ofMap("the test", true, settings)),
            warning -> {
              throw new AssertionError(warning);
            });
    FakeEmbedder embedder =
        "fake-words".equals(settings.get("llmcache.embedding")) ? new FakeEmbedder() : null;
    LlmCache made = LlmCache.builder(read).clock(clock).listener(events).embedder(embedder).build();
    cache = made;
    return new MethodCache(() -> made);
  }

  private static Greeting greeting(@Nullable Object value) {
    return (Greeting) Objects.requireNonNull(value);
  }

  @Test
  void aValueIsReturnedAgainAsAnObjectOfTheCallersOwn() throws Exception {
    MethodCache methods = with(Map.of());
    AtomicReference<@Nullable Object> own = new AtomicReference<>();
    Callable<@Nullable Object> remembered =
        () -> {
          own.set(greeter.call());
          return own.get();
        };

    Object first = methods.value(Greeter.call("a"), Greeter.CODEC, remembered);
    Object second = methods.value(Greeter.call("a"), Greeter.CODEC, remembered);
    Object third = methods.value(Greeter.call("a"), Greeter.CODEC, remembered);

    assertThat(first).isSameAs(own.get());
    assertThat(second).isEqualTo(first).isNotSameAs(first);
    assertThat(third).isEqualTo(first).isNotSameAs(second);
    assertThat(greeter.calls).hasValue(1);
    assertThat(events.details(Kind.HIT)).containsExactly("l1", "l1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"b\":2} | {\"b\":2, \"a\":1} | true",
        "{\"a\":1} | {\"a\":2} | false",
        "{\"a\":1.0} | {\"a\":1.00} | false",
        "{\"a\":null} | {} | false",
        "{\"a\":[1,2]} | {\"a\":[2,1]} | false",
        "[\"a\",\"b\"] | [\"a,b\"] | false",
        "{\"a\":\"\"} | {\"a\":null} | false",
        "{\"a\":true} | {\"a\":\"true\"} | false",
      })
  void argumentsThatDifferAreOtherCalls(String one, String other, boolean same) throws Exception {
    MethodCache methods = with(Map.of());

    methods.value(with(one), Greeter.CODEC, greeter);
    methods.value(with(other), Greeter.CODEC, greeter);

    assertThat(greeter.calls).hasValue(same ? 1 : 2);
  }

  private static MethodCall with(String arguments) {
    return new MethodCall(
        "greet", "T", arguments, null, null, null, false, List.of(), null, true, false);
  }

  @Test
  void anotherNameOrTypeIsAnotherMethod() throws Exception {
    MethodCache methods = with(Map.of());
    MethodCall call = with("[]");

    methods.value(call, Greeter.CODEC, greeter);
    methods.value(
        new MethodCall("greet", "U", "[]", null, null, null, false, List.of(), null, true, false),
        Greeter.CODEC,
        greeter);
    methods.value(
        new MethodCall("Greet", "T", "[]", null, null, null, false, List.of(), null, true, false),
        Greeter.CODEC,
        greeter);

    assertThat(greeter.calls).hasValue(3);
  }

  @Test
  void nothingIsAValueToo() throws Exception {
    MethodCache methods = with(Map.of());
    AtomicInteger calls = new AtomicInteger();
    Callable<@Nullable Object> none =
        () -> {
          calls.incrementAndGet();
          return null;
        };
    Callable<@Nullable Object> empty =
        () -> {
          calls.incrementAndGet();
          return Optional.empty();
        };
    ResultCodec optional = new JsonbCodec(Optional.class);

    assertThat(methods.value(Greeter.call("none"), Greeter.CODEC, none)).isNull();
    assertThat(methods.value(Greeter.call("none"), Greeter.CODEC, none)).isNull();
    assertThat(methods.value(Greeter.call("empty"), optional, empty)).isEqualTo(Optional.empty());
    assertThat(methods.value(Greeter.call("empty"), optional, empty)).isEqualTo(Optional.empty());
    assertThat(calls).hasValue(2);
  }

  @Test
  void anExceptionIsThrownAsItIsAndNotKept() throws Exception {
    MethodCache methods = with(Map.of());
    Exception failure = new Exception("no");
    greeter.failure = failure;

    assertThat(thrownBy(methods, "a")).isSameAs(failure);
    assertThat(thrownBy(methods, "a")).isSameAs(failure);
    greeter.failure = null;

    assertThat(greeting(methods.value(Greeter.call("a"), Greeter.CODEC, greeter)).number())
        .isEqualTo(3);
  }

  private @Nullable Throwable thrownBy(MethodCache methods, String argument) {
    return catchThrowable(() -> methods.value(Greeter.call(argument), Greeter.CODEC, greeter));
  }

  @Test
  void aStaleValueStandsInForTheNetworksFailureOnly() throws Exception {
    MethodCache methods =
        with(Map.of("llmcache.cache-ttl", "60", "llmcache.stale-if-error", "600"));
    methods.value(Greeter.call("a"), Greeter.CODEC, greeter);
    clock.advance(Duration.ofSeconds(61));

    greeter.failure = new IllegalStateException("wrapped", new IOException("no route"));
    assertThat(greeting(methods.value(Greeter.call("a"), Greeter.CODEC, greeter)).number())
        .isEqualTo(1);
    greeter.failure = new UncheckedIOException(new IOException("cut"));
    assertThat(greeting(methods.value(Greeter.call("a"), Greeter.CODEC, greeter)).number())
        .isEqualTo(1);
    Exception own = new IllegalArgumentException("there is no such name");
    greeter.failure = own;
    assertThat(thrownBy(methods, "a")).isSameAs(own);
    Exception other = new IOException("nothing is kept for b");
    greeter.failure = other;
    assertThat(thrownBy(methods, "b")).isSameAs(other);
    assertThat(greeter.calls).hasValue(5);
    assertThat(events.details(Kind.STALE)).containsExactly("stale-if-error", "stale-if-error");
  }

  @Test
  void identicalCallsAtATimeAreMadeOnce() {
    MethodCache methods = with(Map.of());
    CountDownLatch gate = new CountDownLatch(1);
    Greeter slow = new Greeter(gate);

    List<Future<@Nullable Object>> callers = callers(methods, slow, 8);
    Waiting.until(() -> slow.calls.get() == 1, "nobody calls");
    gate.countDown();

    callers.forEach(caller -> assertThat(greeting(Waiting.on(caller)).number()).isEqualTo(1));
    assertThat(slow.calls).hasValue(1);
  }

  private List<Future<@Nullable Object>> callers(MethodCache methods, Greeter method, int many) {
    List<Future<@Nullable Object>> callers = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      callers.add(threads.submit(() -> methods.value(Greeter.call("a"), Greeter.CODEC, method)));
    }
    return callers;
  }

  @Test
  void whenTheFirstOfThemFailsAnotherMakesTheCall() {
    MethodCache methods = with(Map.of());
    CountDownLatch gate = new CountDownLatch(1);
    Exception failure = new Exception("the first one fails");
    AtomicInteger calls = new AtomicInteger();
    Callable<@Nullable Object> method =
        () -> {
          int number = calls.incrementAndGet();
          Waiting.on(gate, "the gate stays closed");
          if (number == 1) {
            throw failure;
          }
          return new Greeting("hello", number, List.of());
        };

    Future<@Nullable Throwable> first =
        threads.submit(
            () -> catchThrowable(() -> methods.value(Greeter.call("a"), Greeter.CODEC, method)));
    Waiting.until(() -> calls.get() == 1, "nobody calls");
    List<Future<@Nullable Object>> others = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      others.add(
          threads.submit(
              () -> {
                begun.countDown();
                return methods.value(Greeter.call("a"), Greeter.CODEC, method);
              }));
    }
    Waiting.on(begun, "the others do not come");
    gate.countDown();

    assertThat(Waiting.on(first)).isSameAs(failure);
    others.forEach(other -> assertThat(greeting(Waiting.on(other)).number()).isEqualTo(2));
    assertThat(calls).hasValue(2);
  }

  @Test
  void aWaitingCallerThatIsInterruptedMakesTheCallItself() throws Exception {
    MethodCache methods = with(Map.of());
    CountDownLatch gate = new CountDownLatch(1);
    Greeter slow = new Greeter(gate);
    Future<@Nullable Object> leader = callers(methods, slow, 1).get(0);
    Waiting.until(() -> slow.calls.get() == 1, "nobody calls");

    AtomicReference<@Nullable Boolean> interrupted = new AtomicReference<>();
    Thread follower =
        new Thread(
            () -> {
              try {
                methods.value(
                    Greeter.call("a"),
                    Greeter.CODEC,
                    () -> {
                      interrupted.set(Thread.interrupted());
                      return greeter.call();
                    });
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    follower.start();
    Waiting.until(() -> follower.getState() == Thread.State.WAITING, "the follower does not wait");
    follower.interrupt();
    follower.join(Waiting.LIMIT.toMillis());

    assertThat(interrupted.get()).isTrue();
    assertThat(greeter.calls).hasValue(1);
    gate.countDown();
    assertThat(greeting(Waiting.on(leader)).number()).isEqualTo(1);
  }

  @Test
  void aMethodThatCallsItselfDoesNotWaitForItself() throws Exception {
    MethodCache methods = with(Map.of());

    Object outer =
        methods.value(
            Greeter.call("a"),
            Greeter.CODEC,
            () -> {
              Greeting inner = greeting(methods.value(Greeter.call("a"), Greeter.CODEC, greeter));
              return new Greeting("outer", inner.number(), List.of());
            });

    assertThat(greeting(outer)).isEqualTo(new Greeting("outer", 1, List.of()));
    assertThat(methods.value(Greeter.call("a"), Greeter.CODEC, greeter)).isEqualTo(outer);
  }

  @Test
  void aMethodMayHaveALifetimeOfItsOwn() throws Exception {
    MethodCache methods = with(Map.of("llmcache.cache-ttl", "60", "llmcache.stale-if-error", "0"));
    MethodCall longer = Greeter.lasting(Greeter.call("a"), Duration.ofHours(2));
    MethodCall never = Greeter.lasting(Greeter.call("b"), Duration.ZERO);

    methods.value(longer, Greeter.CODEC, greeter);
    clock.advance(Duration.ofHours(1));
    methods.value(longer, Greeter.CODEC, greeter);
    assertThat(greeter.calls).hasValue(1);
    clock.advance(Duration.ofHours(1));
    methods.value(longer, Greeter.CODEC, greeter);
    assertThat(greeter.calls).hasValue(2);
    methods.value(never, Greeter.CODEC, greeter);
    methods.value(never, Greeter.CODEC, greeter);
    assertThat(greeter.calls).hasValue(4);
  }

  @Test
  void lifetimesDoNotAddUp() throws Exception {
    MethodCache methods = with(Map.of("llmcache.cache-ttl", "100"));
    Callable<@Nullable Object> outer =
        () -> methods.value(Greeter.call("inner"), Greeter.CODEC, greeter);
    methods.value(Greeter.call("inner"), Greeter.CODEC, greeter);
    clock.advance(Duration.ofSeconds(70));

    methods.value(Greeter.call("outer"), Greeter.CODEC, outer);
    clock.advance(Duration.ofSeconds(20));
    methods.value(Greeter.call("outer"), Greeter.CODEC, outer);
    assertThat(greeter.calls).hasValue(1);
    clock.advance(Duration.ofSeconds(11));
    methods.value(Greeter.call("outer"), Greeter.CODEC, outer);

    assertThat(greeter.calls).hasValue(2);
  }

  @Test
  void theAgeOfWhatIsUsedDeepInsideCounts() throws Exception {
    MethodCache methods = with(Map.of("llmcache.cache-ttl", "100"));
    Callable<@Nullable Object> middle =
        () -> methods.value(Greeter.call("inner"), Greeter.CODEC, greeter);
    Callable<@Nullable Object> outer =
        () -> methods.value(Greeter.call("middle"), Greeter.CODEC, middle);
    methods.value(Greeter.call("inner"), Greeter.CODEC, greeter);
    clock.advance(Duration.ofSeconds(70));
    methods.value(Greeter.call("outer"), Greeter.CODEC, outer);
    clock.advance(Duration.ofSeconds(31));

    methods.value(Greeter.call("outer"), Greeter.CODEC, outer);

    assertThat(greeter.calls).hasValue(2);
  }

  @Test
  void aTagTakesAnswersAway() throws Exception {
    MethodCache methods = with(Map.of());
    MethodCall tagged =
        new MethodCall(
            "greet", "T", "[]", null, null, null, false, List.of("product:7"), null, true, false);

    methods.value(tagged, Greeter.CODEC, greeter);
    methods.value(tagged, Greeter.CODEC, greeter);
    assertThat(greeter.calls).hasValue(1);
    Objects.requireNonNull(cache).invalidate(Invalidation.tag("product:7"));
    methods.value(tagged, Greeter.CODEC, greeter);

    assertThat(greeter.calls).hasValue(2);
  }

  @Test
  void aTagThatCannotBeKeptKeepsNothing() throws Exception {
    MethodCache methods = with(Map.of());
    MethodCall tagged =
        new MethodCall(
            "greet", "T", "[]", null, null, null, false, List.of("product:7,8"), null, true, false);

    methods.value(tagged, Greeter.CODEC, greeter);
    methods.value(tagged, Greeter.CODEC, greeter);

    assertThat(greeter.calls).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({
    // tenant mode, first caller, second caller; calls
    "credential, ann, ann, 1",
    "credential, ann, ben, 2",
    "credential, , , 1",
    "credential, ann, , 2",
    "principal, ann, ann, 1",
    "principal, ann, ben, 2",
    "principal, , , 2",
    "header:X-Team, ann, ann, 1",
    "header:X-Team, , , 2",
    "shared, ann, ben, 1",
  })
  void callersShareAnswersAsTenantsDo(
      String mode, @Nullable String one, @Nullable String other, int calls) throws Exception {
    MethodCache methods = with(Map.of("llmcache.tenant", mode));

    methods.value(Greeter.by(one), Greeter.CODEC, greeter);
    methods.value(Greeter.by(other), Greeter.CODEC, greeter);

    assertThat(greeter.calls).hasValue(calls);
  }

  @ParameterizedTest
  @CsvSource({"credential", "principal", "header:X-Team", "shared"})
  void anAnswerForEverybodyIsForThoseWhoAreNobodyToo(String mode) throws Exception {
    MethodCache methods = with(Map.of("llmcache.tenant", mode));

    methods.value(Greeter.call("a"), Greeter.CODEC, greeter);
    methods.value(Greeter.call("a"), Greeter.CODEC, greeter);

    assertThat(greeter.calls).hasValue(1);
  }

  @Test
  void aListOfModelsDoesNotLeaveMethodsOut() throws Exception {
    MethodCache methods = with(Map.of("llmcache.cache-models", "gpt-*"));

    methods.value(Greeter.call("a"), Greeter.CODEC, greeter);
    methods.value(Greeter.call("a"), Greeter.CODEC, greeter);

    assertThat(greeter.calls).hasValue(1);
  }

  @Test
  void aCallMadeAgainReplacesTheAnswer() throws Exception {
    MethodCache methods = with(Map.of());
    methods.value(Greeter.call("a"), Greeter.CODEC, greeter);

    Object again = methods.value(Greeter.call("a").again(), Greeter.CODEC, greeter);

    assertThat(greeting(again).number()).isEqualTo(2);
    assertThat(methods.value(Greeter.call("a"), Greeter.CODEC, greeter)).isEqualTo(again);
    assertThat(greeter.calls).hasValue(2);
  }

  @Test
  void aValueThatDoesNotComeBackIsReturnedAndNotKept() throws Exception {
    MethodCache methods = with(Map.of());
    ResultCodec codec = new JsonbCodec(Object.class);
    AtomicInteger calls = new AtomicInteger();
    Callable<@Nullable Object> method = () -> new StringBuilder("x" + calls.incrementAndGet());

    assertThat(methods.value(Greeter.call("a"), codec, method)).hasToString("x1");
    assertThat(methods.value(Greeter.call("a"), codec, method)).hasToString("x2");
    assertThat(events.details(Kind.NOT_STORED)).containsOnly("not-restorable");
  }

  @Test
  void aValueThatIsNotToBeKeptIsNot() throws Exception {
    MethodCache methods = with(Map.of());
    ResultCodec picky =
        new ResultCodec() {
          @Override
          public byte[] toJson(@Nullable Object result) throws NotRestorableException {
            return Greeter.CODEC.toJson(result);
          }

          @Override
          public @Nullable Object fromJson(byte[] json) throws NotRestorableException {
            return Greeter.CODEC.fromJson(json);
          }

          @Override
          public boolean keeps(@Nullable Object result) {
            return greeting(result).number() > 1;
          }
        };

    methods.value(Greeter.call("a"), picky, greeter);
    methods.value(Greeter.call("a"), picky, greeter);
    methods.value(Greeter.call("a"), picky, greeter);

    assertThat(greeter.calls).hasValue(2);
    assertThat(events.details(Kind.NOT_STORED)).containsExactly("unless");
  }

  @Test
  void anAnswerThatCannotBeReadIsReplaced() throws Exception {
    MethodCache methods = with(Map.of());
    ResultCodec number = new JsonbCodec(Integer.class);
    methods.value(Greeter.call("a"), number, () -> 7);

    Object read = methods.value(Greeter.call("a"), Greeter.CODEC, greeter);

    assertThat(greeting(read).number()).isEqualTo(1);
    assertThat(methods.value(Greeter.call("a"), Greeter.CODEC, greeter)).isEqualTo(read);
    assertThat(greeter.calls).hasValue(1);
  }

  @Test
  void aQuestionInOtherWordsIsAnsweredByMeaning() throws Exception {
    MethodCache methods =
        with(Map.of("llmcache.embedding", "fake-words", "llmcache.semantic", "serve"));

    methods.value(asking("How do I reset my router password?", "en", true), Greeter.CODEC, greeter);
    methods.value(asking("How do I reset my router password", "en", true), Greeter.CODEC, greeter);
    assertThat(greeter.calls).hasValue(1);
    methods.value(asking("how do I reset my router password", "de", true), Greeter.CODEC, greeter);
    assertThat(greeter.calls).hasValue(2);
    methods.value(asking("how do I reset my router password", "en", false), Greeter.CODEC, greeter);
    assertThat(greeter.calls).hasValue(3);
  }

  private static MethodCall asking(String question, String language, boolean semantic) {
    return new MethodCall(
        "ask",
        "T",
        "{\"language\":\"" + language + "\",\"question\":\"" + question + "\"}",
        "question",
        null,
        null,
        semantic,
        List.of(),
        null,
        true,
        false);
  }

  @Test
  void withoutACacheTheMethodIsCalled() throws Exception {
    MethodCache none =
        new MethodCache(
            () -> {
              throw new IllegalStateException("no cache here");
            });

    assertThat(none.value(Greeter.call("a"), Greeter.CODEC, greeter)).isNotNull();
    assertThat(none.value(Greeter.call("a"), Greeter.CODEC, greeter)).isNotNull();
    assertThat(greeter.calls).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({"off", "observe"})
  void whereTheCacheServesNothingTheMethodIsCalled(String mode) throws Exception {
    MethodCache methods = with(Map.of("llmcache.mode", mode));

    methods.value(Greeter.call("a"), Greeter.CODEC, greeter);
    methods.value(Greeter.call("a"), Greeter.CODEC, greeter);

    assertThat(greeter.calls).hasValue(2);
  }

  @Test
  void aClosedCacheStopsNobody() throws Exception {
    LlmCache closed = Caches.with(Map.of());
    closed.close();
    MethodCache methods = new MethodCache(() -> closed);

    assertThat(methods.value(Greeter.call("a"), Greeter.CODEC, greeter)).isNotNull();
  }

  @Test
  void whoWaitsTooLongMakesTheCallItself() throws Exception {
    MethodCache methods = with(Map.of("llmcache.collapse-timeout", "1ms"));
    CountDownLatch gate = new CountDownLatch(1);
    Greeter slow = new Greeter(gate);
    Future<@Nullable Object> leader = callers(methods, slow, 1).get(0);
    Waiting.until(() -> slow.calls.get() == 1, "nobody calls");

    Future<@Nullable Object> follower =
        threads.submit(() -> methods.value(Greeter.call("a"), Greeter.CODEC, greeter));

    assertThat(greeting(Waiting.on(follower)).number()).isEqualTo(1);
    assertThat(greeter.calls).hasValue(1);
    assertThat(leader).isNotDone();
    gate.countDown();
    Waiting.on(leader);
  }

  @Test
  void aMethodHasTheNameOfAModel() throws Exception {
    MethodCache methods =
        with(Map.of("llmcache.model-ttl", "method:greet:30", "llmcache.stale-if-error", "0"));
    methods.value(Greeter.call("a"), Greeter.CODEC, greeter);
    clock.advance(Duration.ofSeconds(29));
    methods.value(Greeter.call("a"), Greeter.CODEC, greeter);
    assertThat(greeter.calls).hasValue(1);
    clock.advance(Duration.ofSeconds(1));
    methods.value(Greeter.call("a"), Greeter.CODEC, greeter);
    assertThat(greeter.calls).hasValue(2);

    Objects.requireNonNull(cache).invalidate(Invalidation.model("method:greet"));
    methods.value(Greeter.call("a"), Greeter.CODEC, greeter);

    assertThat(greeter.calls).hasValue(3);
  }

  @Test
  void whatIsTooLargeIsReturnedAndNotKept() throws Exception {
    MethodCache methods = with(Map.of("llmcache.max-entry-size", "1KB"));
    ResultCodec text = new JsonbCodec(String.class);
    String large = "x".repeat(2000);

    assertThat(methods.value(Greeter.call("a"), text, () -> large)).isSameAs(large);
    assertThat(methods.value(Greeter.call("a"), text, () -> "small")).isEqualTo("small");
    assertThat(events.details(Kind.NOT_STORED)).containsExactly("too-large");
  }

  @Test
  void whatFailsInTheCodecIsNoAffairOfTheCallers() throws Exception {
    MethodCache methods = with(Map.of());
    ResultCodec broken =
        new ResultCodec() {
          @Override
          public byte[] toJson(@Nullable Object result) {
            throw new NoClassDefFoundError("jakarta/json/Json");
          }

          @Override
          public @Nullable Object fromJson(byte[] json) {
            throw new NoClassDefFoundError("jakarta/json/Json");
          }

          @Override
          public boolean keeps(@Nullable Object result) {
            if (greeting(result).number() == 1) {
              throw new IllegalStateException("cannot say");
            }
            return true;
          }
        };

    assertThat(greeting(methods.value(Greeter.call("a"), broken, greeter)).number()).isEqualTo(1);
    assertThat(greeting(methods.value(Greeter.call("a"), broken, greeter)).number()).isEqualTo(2);
    assertThat(greeting(methods.value(Greeter.call("a"), Greeter.CODEC, greeter)).number())
        .isEqualTo(3);
    assertThat(greeting(methods.value(Greeter.call("a"), broken, greeter)).number()).isEqualTo(4);
    assertThat(events.details(Kind.NOT_STORED))
        .containsExactly("unless", "not-restorable", "not-restorable");
  }

  @Test
  void aThreadPoolKeepsNothingOfACall() throws Exception {
    MethodCache methods = with(Map.of("llmcache.cache-ttl", "100"));
    methods.value(Greeter.call("a"), Greeter.CODEC, greeter);
    clock.advance(Duration.ofSeconds(90));
    greeter.failure = new Exception("no");
    Callable<@Nullable Object> outer =
        () -> {
          methods.value(Greeter.call("a"), Greeter.CODEC, greeter);
          return methods.value(Greeter.call("b"), Greeter.CODEC, greeter);
        };
    assertThat(catchThrowable(() -> methods.value(Greeter.call("outer"), Greeter.CODEC, outer)))
        .isSameAs(greeter.failure);
    greeter.failure = null;

    // neither the age of what was used before, nor a call under way, is left over
    methods.value(Greeter.call("outer"), Greeter.CODEC, greeter);
    clock.advance(Duration.ofSeconds(99));
    int before = greeter.calls.get();
    methods.value(Greeter.call("outer"), Greeter.CODEC, greeter);

    assertThat(greeter.calls).hasValue(before);
  }
}
