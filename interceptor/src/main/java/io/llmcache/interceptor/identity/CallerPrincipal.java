package io.llmcache.interceptor.identity;

import io.llmcache.LlmCache;
import io.llmcache.settings.TenantMode;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.jacc.PolicyContext;
import jakarta.security.jacc.PolicyContextException;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/** The caller that the server knows the calling thread's work to be done for. */
public final class CallerPrincipal {

  /** How servers name a caller who did not say who it is. */
  private static final String NOBODY = "anonymous";

  private static final List<Supplier<@Nullable String>> SOURCES =
      List.of(
          () -> said(SecurityContext.class, SecurityContext::getCallerPrincipal),
          () -> said(HttpServletRequest.class, HttpServletRequest::getUserPrincipal),
          () -> said(Principal.class, server -> server),
          () -> ContainerSubject.name());

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

  /** What a bean says; released at once, since some servers make one for each question. */
  private static <T> @Nullable String said(Class<T> type, Function<T, @Nullable Principal> caller) {
    BeanManager beans = CDI.current().getBeanManager();
    Bean<?> bean = beans.resolve(beans.getBeans(type));
    if (bean == null) {
      return null;
    }
    CreationalContext<?> made = beans.createCreationalContext(bean);
    try {
      return nameOf(caller.apply(type.cast(beans.getReference(bean, type, made))));
    } finally {
      made.release();
    }
  }

  private static @Nullable String nameOf(@Nullable Principal principal) {
    return principal == null ? null : principal.getName();
  }

  /** A class of its own, since a server without Jakarta Authorization cannot load it. */
  private static final class ContainerSubject {

    static @Nullable String name() {
      try {
        Object subject = PolicyContext.getContext("javax.security.auth.Subject.container");
        return subject instanceof Subject known
            ? nameOf(known.getPrincipals().stream().findFirst().orElse(null))
            : null;
      } catch (PolicyContextException e) {
        return null;
      }
    }
  }
}
