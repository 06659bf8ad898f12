package io.llmcache.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.CacheKey;
import io.llmcache.spi.LeaseStore;
import io.llmcache.spi.ResponseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link LeaseStore} does. Several stores of one namespace stand for several nodes. */
public abstract class LeaseContract {

  /** Longer than any test takes. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private static final Duration SHORT = Duration.ofMillis(300);

  private final String namespace = "t" + Long.toHexString(ThreadLocalRandom.current().nextLong());
  private final List<ResponseStore> opened = new ArrayList<>();

  /**
   * Opens the store of one node; it has leases. Two stores of one namespace share them; each is
   * closed after the test.
   */
  protected abstract ResponseStore open(String namespace);

  @AfterEach
  void closeAll() {
    opened.forEach(ResponseStore::close);
  }

  @Test
  void whoHasItKeepsItUntilItIsGivenBack() {
    LeaseStore one = node();
    LeaseStore other = node();
    CacheKey key = key();
    assertThat(await(one.acquire(key, "a", LONG))).isTrue();
    assertThat(await(other.acquire(key, "b", LONG))).isFalse();
    assertThat(await(one.acquire(key, "c", LONG))).as("another of the same node").isFalse();
    await(one.release(key, "a"));
    assertThat(await(other.acquire(key, "b", LONG))).isTrue();
    assertThat(await(one.acquire(key, "a", LONG))).isFalse();
  }

  @Test
  void whoHasItMayAskAgain() {
    LeaseStore node = node();
    CacheKey key = key();
    assertThat(await(node.acquire(key, "a", LONG))).isTrue();
    assertThat(await(node.acquire(key, "a", LONG))).isTrue();
  }

  @Test
  void nobodyGivesBackWhatAnotherHas() {
    LeaseStore one = node();
    LeaseStore other = node();
    CacheKey key = key();
    await(one.acquire(key, "a", LONG));
    await(other.release(key, "b"));
    await(one.release(key(), "a"));
    assertThat(await(other.acquire(key, "b", LONG))).isFalse();
  }

  @Test
  void onlyWhoHasItHoldsItForLonger() {
    LeaseStore one = node();
    LeaseStore other = node();
    CacheKey key = key();
    assertThat(await(one.renew(key, "a", LONG))).as("nobody has it").isFalse();
    assertThat(await(other.acquire(key, "b", LONG))).as("a renewal takes nothing").isTrue();
    assertThat(await(one.renew(key, "a", LONG))).as("another has it").isFalse();
    assertThat(await(other.renew(key, "b", LONG))).isTrue();
    await(other.release(key, "b"));
    assertThat(await(other.renew(key, "b", LONG))).as("it was given back").isFalse();
  }

  @Test
  void itEndsByItself() {
    LeaseStore one = node();
    LeaseStore other = node();
    CacheKey key = key();
    assertThat(await(one.acquire(key, "a", SHORT))).isTrue();
    Waiting.until(() -> await(other.acquire(key, "b", LONG)), "the lease does not end");
    assertThat(await(one.renew(key, "a", LONG))).isFalse();
    await(one.release(key, "a"));
    assertThat(await(one.acquire(key, "a", LONG))).as("the other has it").isFalse();
  }

  @Test
  void aRenewalCountsFromNow() {
    LeaseStore one = node();
    LeaseStore other = node();
    CacheKey kept = key();
    CacheKey ending = key();
    assertThat(await(one.acquire(kept, "a", Duration.ofSeconds(5)))).isTrue();
    assertThat(await(one.renew(kept, "a", LONG))).isTrue();
    assertThat(await(one.acquire(ending, "a", LONG))).isTrue();
    assertThat(await(one.renew(ending, "a", SHORT))).as("it may end sooner, too").isTrue();
    Waiting.until(() -> await(other.acquire(ending, "b", LONG)), "the lease does not end");
    assertThat(await(other.acquire(kept, "b", LONG))).isFalse();
  }

  @Test
  void keysAndNamespacesAreApart() {
    LeaseStore node = node();
    CacheKey key = key();
    assertThat(await(node.acquire(key, "a", LONG))).isTrue();
    assertThat(await(node.acquire(key(), "b", LONG))).isTrue();
    assertThat(await(node(namespace + "b").acquire(key, "b", LONG))).isTrue();
  }

  @Test
  void ofManyAtOnceOneGetsIt() throws Exception {
    List<LeaseStore> nodes = List.of(node(), node());
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        CacheKey key = key();
        List<Future<Boolean>> all = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
          LeaseStore node = nodes.get(t % 2);
          String holder = "h" + t;
          all.add(threads.submit(() -> await(node.acquire(key, holder, LONG))));
        }
        int got = 0;
        for (Future<Boolean> one : all) {
          got += one.get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS) ? 1 : 0;
        }
        assertThat(got).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** A listener may need a while until it hears anything; the first news may be lost. */
  @Test
  void whatIsGivenBackIsToldToOtherNodes() {
    Set<CacheKey> told = ConcurrentHashMap.newKeySet();
    node().onRelease(told::add);
    LeaseStore other = node();
    CacheKey key = key();
    Waiting.until(
        () -> {
          await(other.acquire(key, "a", LONG));
          await(other.release(key, "a"));
          return told.contains(key);
        },
        "the other node was not told");
    assertThat(told).containsOnly(key);
  }

  private static CacheKey key() {
    byte[] bytes = new byte[32];
    ThreadLocalRandom.current().nextBytes(bytes);
    return new CacheKey(bytes);
  }

  private LeaseStore node() {
    return node(namespace);
  }

  private LeaseStore node(String of) {
    ResponseStore store = open(of);
    opened.add(store);
    return Objects.requireNonNull(store.leases());
  }

  private static <T> T await(CompletionStage<T> stage) {
    return Waiting.on(stage.toCompletableFuture());
  }
}
