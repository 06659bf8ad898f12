package io.llmcache.interceptor.cdi;

import io.llmcache.interceptor.LlmCached;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Puts calls of cached methods through the cache. It comes after the interceptors of the
 * application, so that a hit passes whatever these check or count.
 */
@LlmCached
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_AFTER + 10)
public class CachedInterceptor implements Serializable {

  private static final long serialVersionUID = 1;

  @SuppressWarnings("NullAway.Init") // injected
  @Inject
  BeanManager beans;

  @AroundInvoke
  @Nullable Object call(InvocationContext context) throws Exception {
    MethodPlan plan =
        beans
            .getExtension(LlmCachedExtension.class)
            .plans()
            .cached(context.getTarget(), context.getMethod());
    return plan == null ? context.proceed() : plan.call(context);
  }
}
