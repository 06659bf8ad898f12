package io.llmcache.interceptor.method;

import io.llmcache.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A method that is cached, and what is said about its calls. Thread-safe. */
final class Greeter implements Callable<@Nullable Object> {

  /** What it returns. */
  public record Greeting(String text, int number, List<String> to) {}

  static final ResultCodec CODEC = new JsonbCodec(Greeting.class);

  final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch gate;
  volatile @Nullable Exception failure;

  /** Answers at once. */
  Greeter() {
    this(new CountDownLatch(0));
  }

  /** Answers when the gate is open. */
  Greeter(CountDownLatch gate) {
    this.gate = gate;
  }

  @Override
  public Object call() throws Exception {
    int number = calls.incrementAndGet();
    Waiting.on(gate, "the gate stays closed");
    Exception wanted = failure;
    if (wanted != null) {
      throw wanted;
    }
    return new Greeting("hello", number, List.of("you"));
  }

  static MethodCall call(String argument) {
    return new MethodCall(
        "greet",
        Greeting.class.getTypeName(),
        "{\"name\":\"" + argument + "\"}",
        null,
        null,
        null,
        false,
        List.of(),
        null,
        true,
        false);
  }

  static MethodCall lasting(MethodCall call, Duration ttl) {
    return new MethodCall(
        call.name(),
        call.returns(),
        call.argumentsJson(),
        call.questionPath(),
        ttl,
        call.threshold(),
        call.semantic(),
        call.tags(),
        call.principal(),
        call.shared(),
        call.callAgain());
  }

  static MethodCall by(@Nullable String principal) {
    return new MethodCall(
        "greet",
        Greeting.class.getTypeName(),
        "[]",
        null,
        null,
        null,
        false,
        List.of(),
        principal,
        false,
        false);
  }
}
