package io.llmcache.interceptor.cdi;

import io.llmcache.LlmCache;
import io.llmcache.LlmCaches;
import io.llmcache.interceptor.LlmCacheEviction;
import io.llmcache.interceptor.LlmCacheInvalidate;
import io.llmcache.interceptor.LlmCached;
import io.llmcache.interceptor.method.MethodCache;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods of an application that are cached, or that take answers away. Thread-safe. */
final class Plans {

  private static final System.Logger LOG = System.getLogger("io.llmcache.method");

  private final Map<ClassLoader, MethodCache> caches = new ConcurrentHashMap<>();
  private final Map<BeanMethod, Optional<MethodPlan>> cached = new ConcurrentHashMap<>();
  private final Map<BeanMethod, Optional<InvalidationPlan>> invalidating =
      new ConcurrentHashMap<>();
  private final Map<String, MethodPlan> byName = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final MethodPlanner planner =
      new MethodPlanner(
          loader ->
              caches.computeIfAbsent(loader, its -> new MethodCache(() -> LlmCaches.start(its))));

  private record BeanMethod(Class<?> bean, Method method) {}

  /** Plans the methods of a bean; what is wrong with them is among the {@link #problems}. */
  synchronized void add(AnnotatedType<?> bean) {
    try {
      addMethods(bean);
    } catch (LinkageError | TypeNotPresentException e) {
      // a bean that names optional classes in its methods is the container's affair
      LOG.log(Level.DEBUG, () -> "The methods of " + bean + " cannot be read.", e);
    }
  }

  private void addMethods(AnnotatedType<?> bean) {
    Class<?> type = bean.getJavaClass();
    for (BeanMethods.Found<LlmCached> found : BeanMethods.of(bean, LlmCached.class)) {
      BeanMethod method = new BeanMethod(type, found.method());
      if (!cached.containsKey(method)) {
        attempt(
            method,
            () -> {
              MethodPlan plan = planner.cached(type, found.method(), found.said());
              checkName(plan, !found.said().name().isEmpty());
              cached.put(method, Optional.of(plan));
            });
      }
    }
    for (BeanMethods.Found<LlmCacheInvalidate> found :
        BeanMethods.of(bean, LlmCacheInvalidate.class)) {
      BeanMethod method = new BeanMethod(type, found.method());
      attempt(
          method,
          () ->
              invalidating.put(
                  method, Optional.of(planner.invalidating(type, found.method(), found.said()))));
    }
  }

  private void attempt(BeanMethod method, Runnable plan) {
    try {
      plan.run();
    } catch (PlanException e) {
      problems.add(
          "%s.%s: %s."
              .formatted(method.bean().getName(), method.method().getName(), e.getMessage()));
    } catch (NoClassDefFoundError | RuntimeException e) {
      // without JSON Binding either its classes or its provider are not there
      problems.add(
          "%s.%s: it cannot be prepared, since %s. It needs JSON Binding, such as org.eclipse:yasson."
              .formatted(method.bean().getName(), method.method().getName(), e));
    }
  }

  private void checkName(MethodPlan plan, boolean given) {
    MethodPlan other = byName.putIfAbsent(plan.name(), plan);
    if (other == null) {
      return;
    }
    if (!given || other.key().equals(other.signature().full())) {
      throw new PlanException(
          "it is called %s, as is %s: give one of them a name of its own, @LlmCached(name = \"..\")"
              .formatted(plan.name(), other.signature().full()));
    }
    if (!plan.signature().fits(other.signature())) {
      throw new PlanException(
          "it has the name %s, as has %s, but not the same parameters and result, so they cannot"
                  .formatted(plan.name(), other.signature().full())
              + " share their answers: give one of them another name");
    }
  }

  /** What is wrong, in whole sentences that name the method; empty: nothing. */
  synchronized List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    invalidating.values().stream()
        .flatMap(Optional::stream)
        .filter(it -> it.name() != null && !byName.containsKey(it.name()))
        .map(
            it ->
                "%s: @LlmCacheInvalidate(name = \"%s\") names no cached method; %s."
                    .formatted(
                        it.place(),
                        it.name(),
                        byName.isEmpty()
                            ? "there is none"
                            : "there are: " + String.join(", ", new TreeSet<>(byName.keySet()))))
        .forEach(all::add);
    return all;
  }

  /**
   * The plan of a call; null: it is not cached.
   *
   * @param target the bean, or what a container puts in its place
   */
  @Nullable MethodPlan cached(@Nullable Object target, Method method) {
    return find(cached, target, method, LlmCached.class, it -> plan(it, method));
  }

  /** The same for a call that takes answers away. */
  @Nullable InvalidationPlan invalidating(@Nullable Object target, Method method) {
    return find(
        invalidating,
        target,
        method,
        LlmCacheInvalidate.class,
        it -> planner.invalidating(method.getDeclaringClass(), method, it));
  }

  private MethodPlan plan(LlmCached said, Method method) {
    return planner.cached(method.getDeclaringClass(), method, said);
  }

  private <P, A extends Annotation> @Nullable P find(
      Map<BeanMethod, Optional<P>> plans,
      @Nullable Object target,
      Method method,
      Class<A> annotation,
      Function<A, P> plan) {
    Class<?> at = target == null ? null : target.getClass();
    while (at != null) {
      Optional<P> found = plans.get(new BeanMethod(at, method));
      if (found != null) {
        return found.orElse(null);
      }
      at = at.getSuperclass();
    }
    return plans
        .computeIfAbsent(
            new BeanMethod(method.getDeclaringClass(), method),
            it -> late(method, annotation, plan))
        .orElse(null);
  }

  /** A bean that no class of the application is: a REST client's interface, say. */
  private static <P, A extends Annotation> Optional<P> late(
      Method method, Class<A> annotation, Function<A, P> plan) {
    try {
      return BeanMethods.of(method.getDeclaringClass(), annotation).stream()
          .filter(it -> it.method().equals(method))
          .findFirst()
          .map(it -> plan.apply(it.said()));
    } catch (PlanException | NoClassDefFoundError e) {
      LOG.log(
          Level.WARNING,
          "%s.%s is not cached: %s."
              .formatted(method.getDeclaringClass().getName(), method.getName(), e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * Takes answers away from each cache that the methods of this application use.
   *
   * @param fired the class loader of whoever wants it
   */
  void evict(LlmCacheEviction eviction, ClassLoader fired) {
    Set<ClassLoader> deployments = new HashSet<>(caches.keySet());
    deployments.add(fired);
    for (ClassLoader deployment : deployments) {
      try {
        LlmCache cache = LlmCaches.start(deployment);
        cache.invalidate(eviction.what());
      } catch (RuntimeException | LinkageError e) {
        LOG.log(Level.WARNING, "%s was not carried out.".formatted(eviction), e);
      }
    }
  }
}
