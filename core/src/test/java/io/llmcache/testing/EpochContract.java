package io.llmcache.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.EpochStore;
import io.llmcache.spi.ResponseStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EpochStore} does. Several stores of one namespace stand for several nodes. */
public abstract class EpochContract {

  private final String namespace = "t" + Long.toHexString(ThreadLocalRandom.current().nextLong());
  private final List<ResponseStore> opened = new ArrayList<>();

  /** Opens the store of one node; it has epochs. */
  protected abstract ResponseStore open(String namespace);

  /** Loses all that is shared, as a flushed server does. */
  protected abstract void lose();

  @BeforeEach
  void beginEmpty() {
    lose();
  }

  @AfterEach
  void closeAll() {
    opened.forEach(ResponseStore::close);
  }

  @Test
  void atFirstNoMoreIsInvalidThanAll() {
    assertThat(Set.of("ns", "all")).containsAll(await(node().read()).keySet());
  }

  @Test
  void aRaisedScopeIsSeenByOtherNodes() {
    long epoch = await(node().raise(Set.of("ns", "model:gpt-4o", "tag:a b"), 1));

    assertThat(epoch).isGreaterThanOrEqualTo(1);
    assertThat(await(node().read()))
        .isEqualTo(Map.of("ns", epoch, "model:gpt-4o", epoch, "tag:a b", epoch));
  }

  @Test
  void aNumberLiesAboveEveryOther() {
    EpochStore node = node();
    long first = await(node.raise(Set.of("ns"), 5));
    long second = await(node.raise(Set.of("model:m"), 1));
    long third = await(node.raise(Set.of("key:00"), 1L << 41));

    assertThat(first).isGreaterThanOrEqualTo(5);
    assertThat(second).isGreaterThan(first);
    assertThat(third).isGreaterThan(second).isGreaterThanOrEqualTo(1L << 41);
    assertThat(await(node.read()))
        .isEqualTo(Map.of("ns", first, "model:m", second, "key:00", third));
  }

  @Test
  void allIsSharedByNamespacesAndNothingElseIs() {
    EpochStore other = node(namespace + "b");
    long theirs = await(other.raise(Set.of("ns"), 100));

    long all = await(node().raise(Set.of("all", "tag:t"), 1));

    assertThat(all).isGreaterThan(theirs);
    assertThat(await(other.read())).isEqualTo(Map.of("ns", theirs, "all", all));
    assertThat(await(node().read())).isEqualTo(Map.of("all", all, "tag:t", all));
  }

  @Test
  void noTwoRaisesGetTheSameNumber() throws Exception {
    Set<Long> numbers = ConcurrentHashMap.newKeySet();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        EpochStore node = t % 2 == 0 ? node() : node(namespace + "b");
        Set<String> scopes = t % 3 == 0 ? Set.of("all") : Set.of("ns", "tag:" + t);
        all.add(threads.submit(() -> raiseOften(node, scopes, numbers)));
      }
      for (Future<?> one : all) {
        one.get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(numbers).hasSize(8 * 50);
  }

  private static void raiseOften(EpochStore node, Set<String> scopes, Set<Long> numbers) {
    long last = 0;
    for (int i = 0; i < 50; i++) {
      long epoch = await(node.raise(scopes, 1));
      assertThat(epoch).isGreaterThan(last);
      assertThat(await(node.read()).get(scopes.iterator().next())).isGreaterThanOrEqualTo(epoch);
      numbers.add(epoch);
      last = epoch;
    }
  }

  @Test
  void aChangeIsTold() {
    CountDownLatch told = new CountDownLatch(1);
    EpochStore listener = node();
    listener.onChange(
        () -> {
          if (await(listener.read()).containsKey("ns")) {
            told.countDown();
          }
        });

    await(node().raise(Set.of("ns"), 1));

    Waiting.on(told, "the other node was not told");
  }

  @Test
  void aChangeOfAllIsToldToEveryNamespace() {
    CountDownLatch told = new CountDownLatch(1);
    EpochStore listener = node(namespace + "b");
    listener.onChange(
        () -> {
          if (await(listener.read()).containsKey("all")) {
            told.countDown();
          }
        });

    await(node().raise(Set.of("all"), 1));

    Waiting.on(told, "the other namespace was not told");
  }

  @Test
  void aLostTableIsEmptyAndGoesOnAboveWhatTheNodeKnows() {
    EpochStore node = node();
    long known = await(node.raise(Set.of("ns"), 1));

    lose();

    assertThat(await(node.read()).getOrDefault("ns", known + 1)).isGreaterThan(known);
    assertThat(await(node.raise(Set.of("ns"), known + 1))).isGreaterThan(known);
  }

  private EpochStore node() {
    return node(namespace);
  }

  private EpochStore node(String of) {
    ResponseStore store = open(of);
    opened.add(store);
    return Objects.requireNonNull(store.epochs());
  }

  private static <T> T await(CompletionStage<T> stage) {
    return Waiting.on(stage.toCompletableFuture());
  }
}
