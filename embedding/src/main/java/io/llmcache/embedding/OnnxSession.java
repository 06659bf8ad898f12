package io.llmcache.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A model that takes token numbers. Each run uses one thread, the caller's; there are as many at
 * once as there are processors. Thread-safe.
 */
final class OnnxSession implements AutoCloseable {

  private static final int RUNS = Math.max(1, Runtime.getRuntime().availableProcessors());
  private static final int CLOSE_SECONDS = 10;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final boolean takesTypes;
  private final Semaphore runs = new Semaphore(RUNS, true);

  /** Guarded by the permits: read with one, written with all. */
  private boolean closed;

  private OnnxSession(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
    this.takesTypes = session.getInputNames().contains("token_type_ids");
  }

  /**
   * Blocks for some tenths of a second.
   *
   * @throws IOException if it is not a model
   * @throws LinkageError if the native library does not load here
   */
  static OnnxSession open(byte[] model) throws IOException {
    return open((environment, options) -> environment.createSession(model, options));
  }

  /** As of bytes; the model may lie in several files. */
  static OnnxSession open(Path model) throws IOException {
    return open((environment, options) -> environment.createSession(model.toString(), options));
  }

  private static OnnxSession open(Opener opener) throws IOException {
    OrtEnvironment environment = NativeRuntime.acquire();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new OnnxSession(environment, opener.open(environment, options));
    } catch (OrtException | RuntimeException e) {
      NativeRuntime.release();
      throw new IOException("The model cannot be read: " + e.getMessage(), e);
    }
  }

  private interface Opener {
    OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException;
  }

  /**
   * Runs the model.
   *
   * @param wait how long the run may have to wait for others to end
   * @throws IOException if that is too short, or the model fails
   */
  ModelOutput run(TokenBatch batch, Duration wait) throws IOException {
    acquire(1, wait);
    try {
      if (closed) {
        throw new IOException("The model is closed.");
      }
      return runNow(batch);
    } catch (OrtException e) {
      throw new IOException("The model failed: " + e.getMessage(), e);
    } finally {
      runs.release();
    }
  }

  private ModelOutput runNow(TokenBatch batch) throws OrtException {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      inputs.put("input_ids", tensor(batch.ids(), batch));
      inputs.put("attention_mask", tensor(batch.mask(), batch));
      if (takesTypes) {
        inputs.put("token_type_ids", tensor(batch.types(), batch));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        OnnxTensor first = (OnnxTensor) result.get(0);
        return new ModelOutput(first.getFloatBuffer().array(), first.getInfo().getShape());
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(long[] numbers, TokenBatch batch) throws OrtException {
    long[] shape = {batch.texts(), batch.length()};
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(numbers), shape);
  }

  private void acquire(int permits, Duration wait) throws IOException {
    try {
      if (!runs.tryAcquire(permits, wait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("The model is busy.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while the model was busy.");
    }
  }

  /** Waits for runs to end; a model that does not end them stays in memory. */
  @Override
  public void close() {
    try {
      acquire(RUNS, Duration.ofSeconds(CLOSE_SECONDS));
    } catch (IOException e) {
      return;
    }
    try {
      closeNow();
    } finally {
      runs.release(RUNS);
    }
  }

  private void closeNow() {
    if (!closed) {
      closed = true;
      try {
        session.close();
      } catch (OrtException e) {
        // It is of no use any more either way.
      }
      NativeRuntime.release();
    }
  }
}
