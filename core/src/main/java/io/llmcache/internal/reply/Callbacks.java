package io.llmcache.internal.reply;

import java.lang.System.Logger.Level;
import java.util.List;

/** Runs what adapters registered: what one throws reaches neither the writer nor other readers. */
final class Callbacks {

  private static final System.Logger LOG = System.getLogger("io.llmcache");

  private Callbacks() {}

  static void run(List<Runnable> due) {
    due.forEach(Callbacks::run);
  }

  static void run(Runnable due) {
    try {
      due.run();
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "A callback of a reply failed.", e);
    }
  }
}
