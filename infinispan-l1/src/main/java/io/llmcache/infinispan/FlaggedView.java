package io.llmcache.infinispan;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.infinispan.AdvancedCache;
import org.infinispan.Cache;

/**
 * A cache whose calls carry a flag. WildFly hides the flags from deployments, so that they are
 * asked for by name.
 */
final class FlaggedView {

  private static final String FLAG = "org.infinispan.context.Flag";

  private FlaggedView() {}

  /**
   * Its writes are told to no other node.
   *
   * @throws IllegalStateException if this Infinispan has no such flag
   */
  static <V> Cache<Object, V> onThisNode(Cache<Object, V> cache) {
    return with("CACHE_MODE_LOCAL", cache);
  }

  /**
   * Infinispan logs nothing where another node does not confirm a write in time, which then counts
   * as done: its caller has stopped waiting long before.
   *
   * @throws IllegalStateException if this Infinispan has no such flag
   */
  static <V> Cache<Object, V> quiet(Cache<Object, V> cache) {
    return with("FAIL_SILENTLY", cache);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the flag's type cannot be named here
  private static <V> Cache<Object, V> with(String name, Cache<Object, V> cache) {
    try {
      Class<?> flags = AdvancedCache.class.getClassLoader().loadClass(FLAG);
      Object flag = flags.getMethod("valueOf", String.class).invoke(null, name);
      AdvancedCache advanced = cache.getAdvancedCache();
      return advanced.withFlags(List.of(flag));
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException("this Infinispan has no " + FLAG, e);
    }
  }
}
