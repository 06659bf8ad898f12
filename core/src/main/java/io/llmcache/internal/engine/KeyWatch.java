package io.llmcache.internal.engine;

import io.llmcache.internal.seal.Sealing;
import io.llmcache.settings.SettingsException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Reads the file with the encryption keys again and again, so that they rotate without a restart.
 * What is wrong with it is said once, until it is something else. Thread-safe.
 */
public final class KeyWatch implements AutoCloseable {

  static final Duration PAUSE = Duration.ofSeconds(10);
  private static final System.Logger LOG = System.getLogger("io.llmcache");

  private final Sealing sealing;
  private final Timer timer;
  private final Executor executor;
  private volatile boolean closed;
  private volatile String said = "";

  /**
   * @param executor for work that may block
   */
  public KeyWatch(Sealing sealing, Timer timer, Executor executor) {
    this.sealing = sealing;
    this.timer = timer;
    this.executor = executor;
  }

  /** Begins; does nothing where there is no such file. */
  public void start() {
    if (sealing.rotates()) {
      timer.after(PAUSE, () -> executor.execute(this::look));
    }
  }

  private void look() {
    if (closed) {
      return;
    }
    try {
      if (sealing.refresh()) {
        LOG.log(Level.INFO, "Encryption keys were read again: {0}.", sealing.keyIds());
      }
      said = "";
    } catch (SettingsException e) {
      String wrong = String.valueOf(e.getMessage());
      if (!wrong.equals(said)) {
        LOG.log(Level.WARNING, "{0} The keys that were read before hold.", wrong);
        said = wrong;
      }
    } finally {
      start();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
