package io.llmcache.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.benchmarks.Texts;
import io.llmcache.exchange.Headers;
import io.llmcache.internal.reply.EntryCodec;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Pace;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

/** A reply of 2 KB to the bytes of its entry, and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EntryCodecBenchmark {

  private static final CacheKey KEY = new CacheKey(new byte[32]);

  private final EntryCodec codec = new EntryCodec(8 << 20);
  private final StoredReply reply =
      new StoredReply(
          Instant.ofEpochSecond(1_790_000_000),
          Duration.ZERO,
          Duration.ofHours(1),
          1,
          "openai.chat",
          "gpt-4.1-mini",
          "unary",
          200,
          Headers.of("content-type", "application/json"),
          Replies.unaryOfBytes(new Texts(1), 2_000).getBytes(UTF_8),
          Usage.UNKNOWN,
          Duration.ofMillis(800),
          List.of(),
          Pace.UNKNOWN);
  private final byte[] entry = codec.write(KEY, reply);

  @Benchmark
  public byte[] write() {
    return codec.write(KEY, reply);
  }

  @Benchmark
  public @Nullable StoredReply read() {
    return codec.read(KEY, entry);
  }
}
