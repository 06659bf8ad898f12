package io.llmcache.interceptor.identity;

import jakarta.security.jacc.PolicyContext;
import jakarta.security.jacc.PolicyContextException;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Set;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/** What Jakarta Authorization knows of the calling thread. A server without it cannot load this. */
final class ContainerCaller {

  private ContainerCaller() {}

  static @Nullable String ofRequest() {
    return inContext("jakarta.servlet.http.HttpServletRequest")
            instanceof HttpServletRequest request
        ? nameOf(request.getUserPrincipal())
        : null;
  }

  /** Of many principals one cannot tell the caller's from those of its groups. */
  static @Nullable String ofSubject() {
    if (!(inContext("javax.security.auth.Subject.container") instanceof Subject subject)) {
      return null;
    }
    Set<Principal> all = subject.getPrincipals();
    return all.size() == 1 ? nameOf(all.iterator().next()) : null;
  }

  private static @Nullable String nameOf(@Nullable Principal principal) {
    return principal == null ? null : principal.getName();
  }

  private static @Nullable Object inContext(String key) {
    try {
      return PolicyContext.getContext(key);
    } catch (PolicyContextException e) {
      return null;
    }
  }
}
