package io.llmcache.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.spi.Embedder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachingEmbedderTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final CountingEmbedder inner = new CountingEmbedder();
  private final Embedder embedder = new CachingEmbedder(inner, LONG);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void asksOnceForATextAndGivesACopy() throws IOException {
    float[] vector = embedder.embed("one");
    float first = vector[0];
    vector[0] = 7;
    assertThat(embedder.embed("one")).hasSize(2).startsWith(first);
    assertThat(inner.asked()).containsExactly("one");
  }

  @Test
  void asksAgainForATextThatHasNoVector() throws IOException {
    assertThat(embedder.embed("")).isNull();
    assertThat(embedder.embed(List.of("", "one")).get(0)).isNull();
    assertThat(inner.asked()).containsExactly("", "", "one");
  }

  @Test
  void forgetsTheTextThatWasNotAskedForLongest() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      embedder.embed("text " + i);
    }
    embedder.embed("text 0");
    embedder.embed("one more");
    inner.asked().clear();
    embedder.embed("text 0");
    embedder.embed("text 2");
    embedder.embed("text 1");
    assertThat(inner.asked()).containsExactly("text 1");
  }

  @Test
  void asksOnceForATextThatSeveralWantAtOnce() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    inner.atEachCall(
        () -> {
          entered.countDown();
          awaitQuietly(go);
        });
    Future<float[]> first = threads.submit(() -> embedder.embed("one"));
    entered.await();
    Future<float[]> second = threads.submit(() -> embedder.embed("one"));
    go.countDown();
    assertThat(first.get()).isEqualTo(second.get());
    assertThat(inner.asked()).containsExactly("one");
  }

  @Test
  void waitsNoLongerThanAllowedForAnother() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    inner.atEachCall(
        () -> {
          entered.countDown();
          awaitQuietly(go);
        });
    Embedder hasty = new CachingEmbedder(inner, Duration.ofMillis(1));
    Future<float[]> first = threads.submit(() -> hasty.embed("one"));
    entered.await();
    assertThatThrownBy(() -> hasty.embed("one")).isInstanceOf(IOException.class);
    go.countDown();
    assertThat(first.get()).hasSize(2);
  }

  @Test
  void asksAgainAfterAFailure() throws IOException {
    inner.atEachCall(
        () -> {
          throw new IOException("down");
        });
    assertThatThrownBy(() -> embedder.embed("one")).hasMessage("down");
    inner.atEachCall(() -> {});
    assertThat(embedder.embed("one")).hasSize(2);
  }

  @Test
  void passesOnWhatItIsNot() {
    assertThat(embedder.id()).isEqualTo("counting");
    assertThat(embedder.dimension()).isEqualTo(2);
    assertThat(embedder.threshold()).isEqualTo(0.5);
    assertThat(embedder.describe()).isEqualTo("counts");
    embedder.close();
    assertThat(inner.asked()).containsExactly("closed");
  }

  private static void awaitQuietly(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
