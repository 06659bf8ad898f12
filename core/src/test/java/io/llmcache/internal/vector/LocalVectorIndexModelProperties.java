package io.llmcache.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.SemanticIndex.Neighbour;
import io.llmcache.spi.SemanticScope;
import io.llmcache.spi.Vectors;
import io.llmcache.testing.RandomVectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any sequence of additions, removals and searches, against a list that is looked through. */
class LocalVectorIndexModelProperties {

  private static final int DIMENSION = 16;

  private enum Kind {
    ADD,
    REMOVE,
    SEARCH
  }

  private record Step(Kind kind, int key, int scope, int vector) {}

  private record Kept(SemanticScope scope, float[] vector) {}

  /** As simple as can be; the order of the map is the order of use. */
  private static final class Model {

    private final int bound;
    private final Map<CacheKey, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private Model(int bound) {
      this.bound = bound;
    }

    private void add(CacheKey key, SemanticScope scope, float[] vector) {
      kept.put(key, new Kept(scope, vector));
      if (kept.size() > bound) {
        kept.remove(kept.keySet().iterator().next());
      }
    }

    private List<Neighbour> nearest(SemanticScope scope, float[] vector, int most) {
      List<Neighbour> all = new ArrayList<>();
      kept.forEach(
          (key, one) -> {
            if (one.scope().equals(scope)) {
              all.add(new Neighbour(key, Vectors.similarity(one.vector(), vector)));
            }
          });
      all.sort(Comparator.comparingDouble(Neighbour::similarity).reversed());
      return all.subList(0, Math.min(most, all.size()));
    }

    private void used(List<Neighbour> found) {
      for (int i = found.size() - 1; i >= 0; i--) {
        kept.get(found.get(i).key());
      }
    }
  }

  @Property(tries = 300)
  void doesWhatAListDoes(@ForAll("steps") List<Step> steps) {
    LocalVectorIndex index = new LocalVectorIndex(DIMENSION, 10);
    Model model = new Model(10);
    for (Step step : steps) {
      CacheKey key = LocalVectorIndexTest.keyOf(step.key());
      SemanticScope scope = LocalVectorIndexTest.scopeOf(step.scope());
      float[] vector = new RandomVectors(step.vector(), DIMENSION).next();
      switch (step.kind()) {
        case ADD -> {
          index.add(key, scope, vector).toCompletableFuture().join();
          model.add(key, scope, vector);
        }
        case REMOVE -> {
          index.remove(key).toCompletableFuture().join();
          model.kept.remove(key);
        }
        case SEARCH -> search(index, model, scope, vector);
      }
      assertThat(index.size()).isEqualTo(model.kept.size());
    }
  }

  private static void search(
      LocalVectorIndex index, Model model, SemanticScope scope, float[] vector) {
    List<Neighbour> found = index.nearest(scope, vector, 3).toCompletableFuture().join();
    List<Neighbour> expected = model.nearest(scope, vector, 3);

    assertThat(found).hasSameSizeAs(expected).doesNotHaveDuplicates();
    for (int i = 0; i < found.size(); i++) {
      Neighbour one = found.get(i);
      assertThat(one.similarity()).isCloseTo(expected.get(i).similarity(), within(1e-3));
      Kept kept = model.kept.get(one.key());
      assertThat(kept.scope()).isEqualTo(scope);
      assertThat(one.similarity())
          .isCloseTo(Vectors.similarity(kept.vector(), vector), within(1e-3));
    }
    model.used(found);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kinds = Arbitraries.of(Kind.ADD, Kind.ADD, Kind.REMOVE, Kind.SEARCH);
    return Combinators.combine(
            kinds,
            Arbitraries.integers().between(0, 19),
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 29))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(120);
  }
}
