package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.SemanticIndex;
import io.llmcache.spi.SemanticIndex.Neighbour;
import io.llmcache.testing.IndexContract;
import io.llmcache.testing.RandomVectors;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** What the index on Redis does beside, on each kind of server that has search. */
abstract class RedisIndexContract extends IndexContract {

  private static final Duration LONG = Duration.ofHours(1);

  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final RandomVectors vectors = new RandomVectors(17, DIMENSION);

  /** A server of this class alone. */
  abstract RedisStack redis();

  abstract RedisClient admin();

  @Override
  protected ResponseStore open(String namespace) {
    return Redis.store(redis().url(), namespace);
  }

  @Override
  protected SemanticIndex index(ResponseStore store, String embedder, int dimension) {
    return Objects.requireNonNull(store.index(embedder, dimension, warnings::add));
  }

  @Test
  void nothingIsAddedWhereThereIsNoEntry() {
    Both both = both();
    float[] asked = vectors.next();

    both.add(1, scope(1), asked);

    assertThat(both.nearest(scope(1), asked, 4)).isEmpty();
    assertThat(admin().keys("llmcache:*:e:*")).isEmpty();
  }

  @Test
  void theVectorLiesInTheEntryAndSharesItsLife() {
    Both both = both();
    both.keep(1, scope(1), vectors.next());

    String name = nameOf(1);
    assertThat(admin().hkeys(name))
        .containsExactlyInAnyOrder("b", "s:model-a-48-f16", "v:model-a-48-f16");
    assertThat(admin().hstrlen(name, "v:model-a-48-f16")).isEqualTo(2L * DIMENSION);
    assertThat(admin().pttl(name)).isPositive();
  }

  @Test
  void removingFromTheIndexLeavesTheEntry() {
    Both both = both();
    both.keep(1, scope(1), vectors.next());

    await(both.index().remove(key(1)));

    assertThat(admin().hkeys(nameOf(1))).containsExactly("b");
    assertThat(await(both.store().get(key(1)))).hasSize(10);
  }

  @Test
  void anotherNodeFindsWhatThisOneAdded() {
    Both one = both();
    Both other = both();
    float[] asked = vectors.next();
    one.keep(1, scope(1), asked);

    other.found(1, scope(1), asked);
  }

  @Test
  void twoNodesMayCreateTheIndexAtOnce() {
    float[] asked = vectors.next();
    List<Both> nodes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      nodes.add(both());
    }

    List<java.util.concurrent.CompletionStage<List<Neighbour>>> searches = new ArrayList<>();
    nodes.forEach(node -> searches.add(node.index().nearest(scope(1), asked, 4)));

    searches.forEach(search -> assertThat(await(search)).isEmpty());
    assertThat(admin().ftList()).hasSize(1);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aDroppedIndexIsAMissAndComesBackWithItsEntries() {
    Both both = both();
    float[] asked = vectors.next();
    both.keep(1, scope(1), asked);
    both.found(1, scope(1), asked);

    admin().ftDropIndex(admin().ftList().iterator().next());

    assertThat(both.nearest(scope(1), asked, 4)).isEmpty();
    both.found(1, scope(1), asked);
  }

  @Test
  void afterAFlushItWorksAgainByItself() {
    Both both = both();
    float[] asked = vectors.next();
    both.keep(1, scope(1), asked);

    admin().flushAll();

    assertThat(both.nearest(scope(1), asked, 4)).isEmpty();
    both.keep(2, scope(1), asked);
    both.found(2, scope(1), asked);
    assertThat(keys(both.nearest(scope(1), asked, 4))).containsExactly(key(2));
  }

  @Test
  void afterARestartItWorksAgainByItself() {
    Both both = both();
    float[] asked = vectors.next();
    both.keep(1, scope(1), asked);

    redis().kill();
    assertThat(Redis.failureOf(both.index().nearest(scope(1), asked, 4))).isNotNull();
    redis().startAgain();
    Waiting.until(() -> Redis.succeeds(both.store().ping()), "the store does not come back");
    Waiting.until(() -> Redis.answers(admin()), "the administrator does not come back");

    assertThat(both.nearest(scope(1), asked, 4)).isEmpty();
    both.keep(2, scope(1), asked);
    both.found(2, scope(1), asked);
    assertThat(warnings).isEmpty();
  }

  @Test
  void entriesThatExpireWhileTheyAreSearchedAreSkipped() {
    Both both = both();
    float[] asked = vectors.next();
    both.keep(0, scope(1), vectors.near(asked, 0.5));
    for (int i = 1; i <= 300; i++) {
      await(both.store().put(key(i), new byte[10], Duration.ofMillis(300 + i)));
      both.add(i, scope(1), asked);
    }

    Waiting.until(
        () -> keys(both.nearest(scope(1), asked, 300)).equals(List.of(key(0))),
        "expired entries are still found");
  }

  @Test
  void aSmallScopeInALargeIndexLosesNothing() {
    Both both = both();
    float[] asked = vectors.next();
    for (int i = 0; i < 2_000; i++) {
      both.keep(i, scope(i % 200 == 7 ? 2 : 1), vectors.near(asked, i % 200 == 7 ? 0.8 : 0.95));
    }

    List<Neighbour> found = both.nearest(scope(2), asked, 10);

    assertThat(keys(found)).hasSize(10).allMatch(key -> number(key) % 200 == 7);
    found.forEach(one -> assertThat(one.similarity()).isCloseTo(0.8, within(1e-3)));
  }

  /** Once it is counted it is searched in the graph. */
  @Test
  void aLargeScopeLosesNothingEither() {
    Both both = both();
    float[] asked = vectors.next();
    both.keep(0, scope(1), asked);
    for (int i = 1; i < 2_500; i++) {
      both.keep(i, scope(i % 200 == 7 ? 2 : 1), vectors.near(asked, 0.9));
    }
    both.found(0, scope(1), asked);

    for (int i = 0; i < 200; i++) {
      assertThat(keys(both.nearest(scope(1), vectors.near(asked, 0.97), 1)))
          .containsExactly(key(0));
    }
    assertThat(both.nearest(scope(2), asked, 50)).hasSize(13);
  }

  @Test
  void namespacesAreApart() {
    Both one = both();
    float[] asked = vectors.next();
    one.keep(1, scope(1), asked);
    try (ResponseStore store = open("another")) {
      Both other = new Both(store, index(store, "model-a", DIMENSION));

      assertThat(other.nearest(scope(1), asked, 4)).isEmpty();
    }
  }

  @Test
  void aUserWithoutTheRightToSearchIsToldOnceAndNothingIsAdded() {
    admin()
        .sendCommand(
            redis.clients.jedis.Protocol.Command.ACL,
            "SETUSER",
            "plain",
            "reset",
            "on",
            ">x",
            "~llmcache:*",
            "&llmcache:*",
            "+@all",
            "-ft.create",
            "-ft.search");
    java.net.URI url = java.net.URI.create("redis://plain:x@127.0.0.1:" + redis().url().getPort());
    try (ResponseStore store = Redis.store(url, Map.of(), warnings::add)) {
      Both both = new Both(store, index(store, "model-a", DIMENSION));
      Waiting.until(() -> warnings.size() == 2, "the bound and the policy are not spoken of");
      float[] asked = vectors.next();

      both.keep(1, scope(1), asked);
      both.keep(2, scope(1), asked);

      assertThat(both.nearest(scope(1), asked, 4)).isEmpty();
      assertThat(admin().hkeys("llmcache:default:e:" + key(1).hex())).containsExactly("b");
      assertThat(warnings).hasSize(3);
      assertThat(warnings.get(2)).contains("may not use search", "+ft.create", "127.0.0.1");
    }
  }

  private String nameOf(int number) {
    return admin().keys("llmcache:*:e:" + key(number).hex()).iterator().next();
  }

  private static int number(CacheKey key) {
    return java.nio.ByteBuffer.wrap(key.bytes()).getInt(28);
  }
}
