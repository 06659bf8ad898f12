package io.llmcache.internal.vector;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.SemanticIndex.Neighbour;
import io.llmcache.spi.SemanticScope;
import io.llmcache.spi.Vectors;
import io.llmcache.testing.Effort;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/**
 * Lincheck runs additions, removals and searches of threads in many orders, switching between any
 * two steps, and looks for results that no order one after the other could have. Each thread adds
 * and removes keys of its own: an addition of what is there already may hide it for a moment. What
 * touches only its arguments is one step.
 */
@Param(name = "owner", gen = ThreadIdGen.class)
@Param(name = "other", gen = IntGen.class, conf = "0:2")
@Param(name = "key", gen = IntGen.class, conf = "0:2")
public class IndexInterleavingsTest {

  private static final int THREADS = 3;
  private static final int KEYS_EACH = 3;
  private static final int DIMENSION = THREADS * KEYS_EACH;
  private static final SemanticScope SCOPE = new SemanticScope(new byte[32]);

  private final LocalVectorIndex index = new LocalVectorIndex(DIMENSION, 100);
  private final boolean[] held = new boolean[DIMENSION];

  /** Adds the key if it is not there, else removes it. */
  @Operation
  public boolean toggle(@Param(name = "owner") int owner, @Param(name = "key") int key) {
    int number = number(owner, key);
    held[number] = !held[number];
    if (held[number]) {
      index.add(key(number), SCOPE, vector(number));
    } else {
      index.remove(key(number));
    }
    return held[number];
  }

  @Operation
  public boolean finds(@Param(name = "other") int owner, @Param(name = "key") int key) {
    int number = number(owner, key);
    List<Neighbour> found = index.nearest(SCOPE, vector(number), 1).toCompletableFuture().join();
    return !found.isEmpty() && found.get(0).key().equals(key(number));
  }

  @Operation
  public int size() {
    return index.size();
  }

  @Test
  void everySearchIsRightForSomeOrder() {
    new ModelCheckingOptions()
        .iterations(5 * Effort.fewRounds())
        .invocationsPerIteration(200)
        .threads(2)
        .actorsPerThread(3)
        .loopBound(10 * Sketcher.BITS)
        .addGuarantee(
            forClasses(Sketcher.class.getName(), Item.class.getName(), Vectors.class.getName())
                .allMethods()
                .ignore())
        .addGuarantee(forClasses(Search.class.getName()).methods("upTo", "order").ignore())
        .sequentialSpecification(Expected.class)
        .check(IndexInterleavingsTest.class);
  }

  private static int number(int owner, int key) {
    return owner % THREADS * KEYS_EACH + key;
  }

  private static CacheKey key(int number) {
    byte[] digest = new byte[32];
    digest[0] = (byte) number;
    return new CacheKey(digest);
  }

  /** At right angles to all others. */
  private static float[] vector(int number) {
    float[] vector = new float[DIMENSION];
    vector[number] = 1;
    return vector;
  }

  /** The same, one operation after the other. */
  public static final class Expected {

    private final boolean[] held = new boolean[DIMENSION];

    public boolean toggle(int owner, int key) {
      int number = number(owner, key);
      held[number] = !held[number];
      return held[number];
    }

    public boolean finds(int owner, int key) {
      return held[number(owner, key)];
    }

    public int size() {
      int size = 0;
      for (boolean each : held) {
        size += each ? 1 : 0;
      }
      return size;
    }
  }
}
