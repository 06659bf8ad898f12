package io.llmcache.interceptor.identity;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the server's beans know of the calling thread. A server without CDI cannot load this. */
final class BeanCaller {

  private BeanCaller() {}

  static @Nullable String ofSecurityContext() {
    return said(SecurityContext.class, SecurityContext::getCallerPrincipal);
  }

  static @Nullable String ofRequest() {
    return said(HttpServletRequest.class, HttpServletRequest::getUserPrincipal);
  }

  static @Nullable String ofServer() {
    return said(Principal.class, server -> server);
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
      Principal principal = caller.apply(type.cast(beans.getReference(bean, type, made)));
      return principal == null ? null : principal.getName();
    } finally {
      made.release();
    }
  }
}
