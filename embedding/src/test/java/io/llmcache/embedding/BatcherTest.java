package io.llmcache.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatcherTest {

  private final List<List<String>> sent = new CopyOnWriteArrayList<>();
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch underWay = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  private List<float[]> answer(List<String> texts, Deadline deadline) throws IOException {
    sent.add(texts);
    if (texts.contains("bad")) {
      throw new IOException("bad text");
    }
    return texts.stream().map(FakeEmbeddings::vector).toList();
  }

  /** The first request waits for {@link #go}; later ones are answered at once. */
  private List<float[]> slowAtFirst(List<String> texts, Deadline deadline) throws IOException {
    List<float[]> vectors = answer(texts, deadline);
    if (underWay.getCount() > 0) {
      underWay.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    return vectors;
  }

  @Test
  void sendsALoneTextAtOnce() throws IOException {
    Batcher batcher = new Batcher(this::answer);
    assertThat(batcher.vector("one", soon())).isEqualTo(FakeEmbeddings.vector("one"));
    assertThat(batcher.vector("three", soon())).isEqualTo(FakeEmbeddings.vector("three"));
    assertThat(sent).containsExactly(List.of("one"), List.of("three"));
  }

  @Test
  void givesEachOfManyItsOwnVectorInRequestsOf64AtMost() throws Exception {
    Batcher batcher = new Batcher(this::slowAtFirst);
    Future<float[]> first = threads.submit(() -> batcher.vector("first", soon()));
    underWay.await();
    List<Future<float[]>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String text = "x".repeat(i + 1);
      answers.add(threads.submit(() -> batcher.vector(text, soon())));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(answers.get(i).get()).isEqualTo(FakeEmbeddings.vector("x".repeat(i + 1)));
    }
    go.countDown();
    assertThat(first.get()).isEqualTo(FakeEmbeddings.vector("first"));
    assertThat(sent).allMatch(texts -> texts.size() <= Batcher.MOST_TEXTS);
    assertThat(sent.stream().mapToInt(List::size).sum()).isEqualTo(201);
  }

  @Test
  void gathersTextsWhileNoMoreRequestsMayBeMade() throws Exception {
    Semaphore entered = new Semaphore(0);
    Batcher batcher = new Batcher((texts, deadline) -> answerAfterGo(texts, deadline, entered));
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      callers.add(call(batcher, "request " + i));
      entered.acquire();
    }
    for (int i = 0; i < 20; i++) {
      callers.add(call(batcher, "text " + i));
    }
    while (!callers.stream().allMatch(BatcherTest::waits)) {
      Thread.onSpinWait();
    }
    go.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(sent).hasSize(9);
    assertThat(sent.get(8)).hasSize(20);
  }

  private static Thread call(Batcher batcher, String text) {
    Thread caller =
        new Thread(
            () -> {
              try {
                batcher.vector(text, soon());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    caller.start();
    return caller;
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING
        || thread.getState() == Thread.State.WAITING;
  }

  private List<float[]> answerAfterGo(List<String> texts, Deadline deadline, Semaphore entered)
      throws IOException {
    List<float[]> vectors = answer(texts, deadline);
    entered.release();
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return vectors;
  }

  @Test
  void tellsAllInARequestThatItFailed() throws Exception {
    Batcher batcher = new Batcher(this::slowAtFirst);
    Future<float[]> first = threads.submit(() -> batcher.vector("first", soon()));
    underWay.await();
    List<Future<float[]>> answers = new ArrayList<>();
    for (int i = 0; i < Batcher.MOST_TEXTS; i++) {
      answers.add(threads.submit(() -> batcher.vector("bad", soon())));
    }
    for (Future<float[]> answer : answers) {
      assertThatThrownBy(answer::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(IOException.class)
          .hasMessage("bad text");
    }
    go.countDown();
    assertThat(first.get()).isNotNull();
    assertThat(batcher.vector("good", soon())).isNotNull();
  }

  @Test
  void doesNotWaitPastTheDeadline() throws Exception {
    Batcher batcher = new Batcher(this::slowAtFirst);
    Future<float[]> first = threads.submit(() -> batcher.vector("first", soon()));
    underWay.await();
    assertThatThrownBy(() -> batcher.vector("late", Deadline.in(Duration.ZERO)))
        .isInstanceOf(IOException.class);
    go.countDown();
    assertThat(first.get()).isNotNull();
    assertThat(batcher.vector("later", soon())).isNotNull();
  }
}
