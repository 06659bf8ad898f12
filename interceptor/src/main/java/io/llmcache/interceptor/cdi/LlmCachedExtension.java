package io.llmcache.interceptor.cdi;

import io.llmcache.interceptor.LlmCacheEviction;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import java.util.List;

/** What a CDI container finds: it brings the interceptors, and checks the methods they are for. */
public class LlmCachedExtension implements Extension {

  private final Plans plans = new Plans();
  private final ClassLoader deployment = contextLoader();

  void addInterceptors(@Observes BeforeBeanDiscovery discovery) {
    for (Class<?> type : List.of(CachedInterceptor.class, InvalidatingInterceptor.class)) {
      discovery.addAnnotatedType(type, type.getName());
    }
  }

  <T> void plan(@Observes ProcessManagedBean<T> bean) {
    plans.add(bean.getAnnotatedBeanClass());
  }

  void check(@Observes AfterBeanDiscovery discovery) {
    plans.problems().forEach(it -> discovery.addDefinitionError(new DefinitionException(it)));
    discovery
        .<LlmCacheEviction>addObserverMethod()
        .beanClass(LlmCachedExtension.class)
        .observedType(LlmCacheEviction.class)
        .transactionPhase(TransactionPhase.AFTER_SUCCESS)
        .notifyWith(this::evict);
    discovery
        .<LlmCacheEviction>addObserverMethod()
        .beanClass(LlmCachedExtension.class)
        .observedType(LlmCacheEviction.class)
        .async(true)
        .notifyWith(this::evict);
  }

  private void evict(EventContext<LlmCacheEviction> fired) {
    InjectionPoint at = fired.getMetadata().getInjectionPoint();
    Class<?> by = at == null || at.getBean() == null ? null : at.getBean().getBeanClass();
    plans.evict(fired.getEvent(), by == null ? deployment : MethodPlanner.loaderOf(by));
  }

  Plans plans() {
    return plans;
  }

  private static ClassLoader contextLoader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? LlmCachedExtension.class.getClassLoader() : context;
  }
}
