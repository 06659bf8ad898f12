package io.llmcache.benchmarks.micro;

import io.llmcache.spi.CacheKey;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The key of a chat request, and its floor. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class KeyBenchmark {

  @Param ChatBodies body = ChatBodies.DIALOGUE;

  private KeyWork work = new KeyWork(body.bytes());

  @Setup
  public void prepare() {
    work = new KeyWork(body.bytes());
  }

  @Benchmark
  public CacheKey key() throws Exception {
    return work.key();
  }

  @Benchmark
  public int floor() throws Exception {
    return work.floor();
  }
}
