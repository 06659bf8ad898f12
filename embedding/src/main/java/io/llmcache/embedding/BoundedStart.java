package io.llmcache.embedding;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs what loads native code: within a time, and on a thread that has none of the deployment's
 * thread locals and no context class loader, since onnxruntime keeps a thread made there for ever.
 */
final class BoundedStart {

  private static final int DEFAULT_STACK = 0;

  private BoundedStart() {}

  /** What comes too late is closed. Throws what the task throws. */
  static <T extends AutoCloseable> T run(Callable<T> task, Duration within) throws IOException {
    LateCloser<T> closer = new LateCloser<>(task);
    FutureTask<T> future = new FutureTask<>(closer);
    Thread thread = new Thread(null, future, "llmcache-embedding-start", DEFAULT_STACK, false);
    thread.setContextClassLoader(null);
    thread.setDaemon(true);
    thread.start();
    try {
      return future.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      closer.giveUp();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (TimeoutException e) {
      closer.giveUp();
      throw new IOException("it takes longer than " + within.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    }
  }

  private static IOException unwrapped(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException runtime) {
      throw runtime;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  /** Closes what nobody waits for any more. */
  private static final class LateCloser<T extends AutoCloseable> implements Callable<T> {

    private final Callable<T> task;
    private @Nullable T made;
    private boolean givenUp;

    LateCloser(Callable<T> task) {
      this.task = task;
    }

    @Override
    public T call() throws Exception {
      T result = task.call();
      synchronized (this) {
        made = result;
        if (givenUp) {
          result.close();
        }
      }
      return result;
    }

    synchronized void giveUp() {
      givenUp = true;
      if (made != null) {
        try {
          made.close();
        } catch (Exception e) {
          // Nobody has it.
        }
      }
    }
  }
}
