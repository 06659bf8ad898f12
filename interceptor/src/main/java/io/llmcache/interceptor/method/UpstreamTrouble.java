package io.llmcache.interceptor.method;

import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Which failures of a method are its provider's or the network's, so that a stale answer may stand
 * in. All others are the method's own word to its caller.
 */
final class UpstreamTrouble {

  private static final int DEEPEST = 32;

  /** By name, since they may not be there. */
  private static final Set<String> KINDS =
      Set.of(
          "jakarta.ws.rs.ProcessingException",
          "dev.langchain4j.exception.RetriableException",
          "org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException");

  private static final String WITH_STATUS = "jakarta.ws.rs.WebApplicationException";

  private UpstreamTrouble() {}

  /** Whether it, or any of its causes, is such a failure. */
  static boolean is(Throwable failure) {
    Throwable each = failure;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      if (isItself(each)) {
        return true;
      }
      each = each.getCause();
    }
    return false;
  }

  private static boolean isItself(Throwable failure) {
    if (failure instanceof IOException
        || failure instanceof UncheckedIOException
        || failure instanceof TimeoutException) {
      return true;
    }
    for (Class<?> kind = failure.getClass(); kind != null; kind = superclass(kind)) {
      if (KINDS.contains(kind.getName())) {
        return true;
      }
      if (kind.getName().equals(WITH_STATUS)) {
        return Status.isTrouble(failure);
      }
    }
    return false;
  }

  private static @Nullable Class<?> superclass(Class<?> kind) {
    return kind.getSuperclass();
  }

  /** Loaded only where JAX-RS is there. */
  private static final class Status {

    static boolean isTrouble(Throwable failure) {
      if (!(failure instanceof WebApplicationException answered)) {
        // of another class loader's JAX-RS
        return false;
      }
      int status = answered.getResponse().getStatus();
      return switch (status) {
        case 408, 424, 425, 429 -> true;
        case 501, 505 -> false;
        default -> status >= 500;
      };
    }
  }
}
