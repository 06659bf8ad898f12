package io.llmcache.interceptor.identity;

import io.llmcache.LlmCache;
import io.llmcache.settings.TenantMode;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The caller that the server knows the calling thread's work to be done for. */
public final class CallerPrincipal {

  /** How servers name a caller who did not say who it is. */
  private static final String NOBODY = "anonymous";

  /** Lambdas and not method references: a class that this server lacks is met only when asked. */
  private static final List<Supplier<@Nullable String>> SOURCES =
      List.of(
          () -> BeanCaller.ofSecurityContext(),
          () -> BeanCaller.ofRequest(),
          () -> BeanCaller.ofServer(),
          () -> ContainerCaller.ofRequest(),
          () -> ContainerCaller.ofSubject());

  private CallerPrincipal() {}

  /** The caller's name if answers are shared by it, else null. Does not block or throw. */
  public static @Nullable String wantedBy(LlmCache cache) {
    return cache.settings().tenant().kind() == TenantMode.Kind.PRINCIPAL ? current() : null;
  }

  /**
   * The name of the authenticated caller, by Jakarta Security, the servlet request, the server's
   * own principal (also that of an EJB's caller) or the container's subject; null where there is
   * none. Does not block or throw.
   */
  public static @Nullable String current() {
    for (Supplier<@Nullable String> source : SOURCES) {
      String name = known(source);
      if (name != null && !name.isEmpty() && !name.equals(NOBODY)) {
        return name;
      }
    }
    return null;
  }

  private static @Nullable String known(Supplier<@Nullable String> source) {
    try {
      return source.get();
    } catch (RuntimeException | LinkageError e) {
      // not there, or not on this thread
      return null;
    }
  }
}
