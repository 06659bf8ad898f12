package io.llmcache.benchmarks.micro;

import io.llmcache.LlmCache;
import io.llmcache.benchmarks.Texts;
import io.llmcache.exchange.Reply;
import io.llmcache.internal.memory.MemoryStore;
import io.llmcache.settings.Settings;
import io.llmcache.spi.Tier;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A stream of 64 events that is asked for, recorded and stored in this process, and its hit. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RecorderBenchmark {

  private final Settings settings = Asker.settings(Map.of());
  private final Asker asker =
      new Asker(
          LlmCache.builder(settings)
              .store(Tier.L1, new MemoryStore(64 << 20, InstantSource.system()))
              .build());
  private final List<byte[]> events = Replies.stream(new Texts(1), 64);
  private final byte[] stored = request(-1);
  private int next;

  public RecorderBenchmark() {
    asker.store(stored, "text/event-stream", events);
  }

  @Benchmark
  public void miss() {
    asker.store(request(next++), "text/event-stream", events);
  }

  @Benchmark
  public Reply hit() {
    return asker.ask(stored);
  }

  private static byte[] request(int number) {
    return ChatBodies.streamed("gpt-4.1-mini", "What has number " + number + " in it?");
  }
}
