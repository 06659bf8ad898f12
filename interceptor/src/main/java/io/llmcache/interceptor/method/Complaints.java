package io.llmcache.interceptor.method;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Says aloud once for each method what is wrong with it. Thread-safe; never throws. */
final class Complaints {

  private static final System.Logger LOG = System.getLogger(MethodCache.class.getName());

  private final Set<String> said = ConcurrentHashMap.newKeySet();

  void about(MethodCall call, String what, @Nullable Throwable cause) {
    about(call.name(), what, cause);
  }

  void about(String name, String what, @Nullable Throwable cause) {
    Level level = said.add(name + '\n' + what) ? Level.WARNING : Level.DEBUG;
    String why = cause == null ? "" : ": " + cause.getMessage();
    LOG.log(level, "llmcache: " + name + ": " + what + why);
  }
}
