package io.llmcache.benchmarks.micro;

import io.llmcache.internal.guard.Guards;
import io.llmcache.internal.guard.Veto;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** All guards on a pair of questions that they let pass, and on one that they refuse. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GuardsBenchmark {

  private static final String STORED =
      "How do I change the delivery address of an order that was already sent?";

  private final Guards guards = Guards.all();

  @Benchmark
  public @Nullable Veto passed() {
    return guards.veto(
        STORED, "How can I change the delivery address of an order that was already sent?");
  }

  @Benchmark
  public @Nullable Veto refused() {
    return guards.veto(
        STORED, "How do I change the billing address of an order that was not sent?");
  }
}
