package io.llmcache.benchmarks.micro;

import io.llmcache.internal.vector.LocalVectorIndex;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.SemanticIndex.Neighbour;
import io.llmcache.spi.SemanticScope;
import java.nio.ByteBuffer;
import java.util.List;
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

/** The four nearest among 50,000 vectors of one scope in this process. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LocalIndexBenchmark {

  private static final int ENTRIES = 50_000;
  private static final SemanticScope SCOPE = new SemanticScope(new byte[32]);

  private final LocalVectorIndex index = filled();
  private final float[][] asked = new float[64][];
  private int next;

  public LocalIndexBenchmark() {
    for (int i = 0; i < asked.length; i++) {
      asked[i] = VectorSet.asking(i * 700, i);
    }
  }

  @Benchmark
  public List<Neighbour> nearest() {
    return index.nearest(SCOPE, asked[next++ % asked.length], 4).toCompletableFuture().join();
  }

  private static LocalVectorIndex filled() {
    LocalVectorIndex index = new LocalVectorIndex(VectorSet.DIMENSION, ENTRIES);
    for (int i = 0; i < ENTRIES; i++) {
      byte[] key = ByteBuffer.allocate(32).putInt(28, i).array();
      index.add(new CacheKey(key), SCOPE, VectorSet.entry(i));
    }
    return index;
  }
}
