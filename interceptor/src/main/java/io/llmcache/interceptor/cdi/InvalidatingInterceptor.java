package io.llmcache.interceptor.cdi;

import io.llmcache.interceptor.LlmCacheEviction;
import io.llmcache.interceptor.LlmCacheInvalidate;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes answers away after a method. It is within the cached call where a method is both, so that a
 * hit takes nothing away, and within the transaction, which decides.
 */
@LlmCacheInvalidate
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_AFTER + 20)
public class InvalidatingInterceptor implements Serializable {

  private static final long serialVersionUID = 1;
  private static final System.Logger LOG = System.getLogger("io.llmcache.method");

  @SuppressWarnings("NullAway.Init") // injected
  @Inject
  BeanManager beans;

  @AroundInvoke
  @Nullable Object call(InvocationContext context) throws Exception {
    Plans plans = beans.getExtension(LlmCachedExtension.class).plans();
    InvalidationPlan plan = plans.invalidating(context.getTarget(), context.getMethod());
    if (plan == null) {
      return context.proceed();
    }
    // before the call: it may change what it was given
    List<LlmCacheEviction> evictions = plan.of(context.getParameters());
    Class<?> bean = context.getMethod().getDeclaringClass();
    Object result = context.proceed();
    if (result instanceof CompletionStage<?> stage) {
      return onceCompleted(stage, () -> fire(plans, evictions, bean));
    }
    fire(plans, evictions, bean);
    return result;
  }

  /**
   * Whoever sees the stage complete sees that the answers are gone. The stage itself is handed on,
   * for its cancel.
   */
  private static CompletionStage<?> onceCompleted(CompletionStage<?> stage, Runnable then) {
    if (stage instanceof CompletableFuture<?> future) {
      return new FollowingFuture<>(future, then);
    }
    return stage.thenApply(
        it -> {
          then.run();
          return it;
        });
  }

  private void fire(Plans plans, List<LlmCacheEviction> evictions, Class<?> bean) {
    for (LlmCacheEviction eviction : evictions) {
      try {
        beans.getEvent().fire(eviction);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, eviction + " was carried out at once, since firing it failed.", e);
        plans.evict(eviction, MethodPlanner.loaderOf(bean));
      }
    }
  }
}
