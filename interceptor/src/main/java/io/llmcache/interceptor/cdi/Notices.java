package io.llmcache.interceptor.cdi;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is said about one method, each matter aloud once. Thread-safe. */
final class Notices {

  private static final System.Logger LOG = System.getLogger("io.llmcache.method");

  private final String method;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  Notices(String method) {
    this.method = method;
  }

  /**
   * @param matter the same for what is said once
   */
  void say(String matter, @Nullable String what, @Nullable Throwable cause) {
    warn(matter, "%s was not cached: " + what, cause);
  }

  /**
   * @param sentence without its full stop, the method as {@code %s}
   */
  void warn(String matter, String sentence, @Nullable Throwable cause) {
    boolean first = said.add(matter);
    String text = sentence.replace("%s", method) + ".";
    LOG.log(
        first ? Level.WARNING : Level.DEBUG,
        first ? text + " Said once; later ones are at level DEBUG." : text,
        cause);
  }
}
