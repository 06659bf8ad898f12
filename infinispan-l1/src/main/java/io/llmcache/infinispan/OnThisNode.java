package io.llmcache.infinispan;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.infinispan.AdvancedCache;
import org.infinispan.Cache;

/**
 * A view of a cache whose writes no other node is told of. WildFly hides the flag for it from
 * deployments, so that it is asked for by its name.
 */
final class OnThisNode {

  private static final String FLAG = "org.infinispan.context.Flag";

  private OnThisNode() {}

  /**
   * @throws IllegalStateException if this Infinispan has no such flag
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // the flag's type cannot be named here
  static Cache<Object, byte[]> view(Cache<Object, byte[]> cache) {
    try {
      Class<?> flags = AdvancedCache.class.getClassLoader().loadClass(FLAG);
      Object flag = flags.getMethod("valueOf", String.class).invoke(null, "CACHE_MODE_LOCAL");
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
