package io.llmcache.redis;

import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Turns blocking calls into stages, on a few daemon threads of its own. The queue is bounded: what
 * does not fit fails at once, and what waited in it longer than the timeout fails without having
 * gone to Redis, since nobody waits for it any more. Thread-safe.
 */
final class RedisCalls implements AutoCloseable {

  /** As many as the pool has connections, so that no thread waits for one. */
  static final int THREADS = 8;

  static final int QUEUE = 256;

  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor threads;
  private final Duration timeout;
  private final Observer observer;
  private final LongSupplier nanoTime;
  private final int patience;
  private final AtomicInteger unanswered = new AtomicInteger();

  /** Told on the call's thread how each call ended, before its stage completes. */
  interface Observer {
    void succeeded();

    void failed(Exception cause);
  }

  /** For a single server. */
  RedisCalls(String name, Duration timeout, Observer observer, LongSupplier nanoTime) {
    this(name, timeout, observer, nanoTime, 1);
  }

  /**
   * @param nanoTime as of System.nanoTime
   * @param patience how many calls in a row must have had no answer before a refused connection is
   *     said to be one: in a cluster the others may answer
   */
  RedisCalls(
      String name, Duration timeout, Observer observer, LongSupplier nanoTime, int patience) {
    this.patience = patience;
    this.timeout = timeout;
    this.observer = observer;
    this.nanoTime = nanoTime;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            task -> daemon(task, name));
    threads.allowCoreThreadTimeOut(true);
  }

  /** A thread that keeps nothing of whoever happened to make it. */
  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(RedisCalls.class.getClassLoader());
    return thread;
  }

  /** Never throws and never blocks. */
  <T extends @Nullable Object> CompletionStage<T> call(Callable<T> command) {
    Call<T> call = new Call<>(command);
    try {
      threads.execute(call);
    } catch (RejectedExecutionException e) {
      call.result.completeExceptionally(
          new RejectedExecutionException("too many calls wait, or closed"));
    }
    return call.result;
  }

  /** Fails what waits, and lets running calls come to their end. */
  @Override
  public void close() {
    for (Runnable waiting : threads.shutdownNow()) {
      if (waiting instanceof Call<?> call) {
        call.result.completeExceptionally(new RejectedExecutionException("closed"));
      }
    }
  }

  private final class Call<T extends @Nullable Object> implements Runnable {

    private final Callable<T> command;
    private final long began = nanoTime.getAsLong();
    private final CompletableFuture<T> result = new CompletableFuture<>();

    private Call(Callable<T> command) {
      this.command = command;
    }

    @Override
    public void run() {
      if (nanoTime.getAsLong() - began > timeout.toNanos()) {
        result.completeExceptionally(new TimeoutException("waited too long for a connection"));
      } else if (!result.isDone()) {
        execute();
      }
    }

    private void execute() {
      try {
        T value = command.call();
        unanswered.set(0);
        observer.succeeded();
        result.complete(value);
      } catch (Exception e) {
        observer.failed(e);
        result.completeExceptionally(told(e));
      } catch (Error e) {
        result.completeExceptionally(e);
      }
    }
  }

  private Throwable told(Exception failure) {
    if (failure instanceof JedisDataException) {
      unanswered.set(0);
      return failure;
    }
    return unanswered.incrementAndGet() < patience ? failure : refusalIn(failure);
  }

  /**
   * The failure itself, or a ConnectException with it as its cause if the server refused: Jedis
   * hides that among the suppressed ones.
   */
  private static Throwable refusalIn(Exception failure) {
    Throwable refusal = Failures.in(failure, ConnectException.class::isInstance);
    if (refusal != null) {
      ConnectException refused = new ConnectException(refusal.getMessage());
      refused.initCause(failure);
      return refused;
    }
    return failure;
  }
}
