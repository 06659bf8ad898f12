package io.llmcache.interceptor.cdi;

import io.llmcache.interceptor.LlmCacheEviction;
import io.llmcache.interceptor.LlmCacheInvalidate;
import io.llmcache.interceptor.LlmCached;
import io.llmcache.interceptor.method.JsonbCodec;
import io.llmcache.interceptor.method.MethodCache;
import io.llmcache.settings.MethodSettings;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a method's annotations say, and refuses what cannot work. */
final class MethodPlanner {

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._$-]+");
  private static final int MOST_TAGS = 31;

  private final Function<ClassLoader, MethodCache> caches;

  MethodPlanner(Function<ClassLoader, MethodCache> caches) {
    this.caches = caches;
  }

  /**
   * @throws PlanException saying what to change; the method is not named
   */
  MethodPlan cached(Class<?> bean, Method method, LlmCached said) {
    checkSeen(method, "@LlmCached");
    TypeVariables variables = TypeVariables.of(bean);
    Signature signature = Signature.of(bean, method, variables);
    Parameters parameters = new Parameters(method, variables);
    String name = name(bean, method, said);
    ResultKind kind = ResultKind.of(signature.returned());
    Type result = kind.cached(signature.returned());
    checkResult(kind, result);
    if (said.tags().length > MOST_TAGS) {
      throw new PlanException(
          "it has %d tags; at most %d can be kept".formatted(said.tags().length, MOST_TAGS));
    }
    ClassLoader deployment = loaderOf(bean);
    return new MethodPlan(
        signature,
        name,
        said.name().isEmpty() ? signature.full() : name,
        deployment,
        caches.apply(deployment),
        kind,
        TypeVariables.raw(signature.returned()) == CompletableFuture.class,
        new JsonbCodec(result),
        parameters,
        KeyArguments.of(parameters),
        tags(said.tags(), parameters),
        unless(said, kind, parameters),
        terms(said),
        new Notices(signature.place()));
  }

  /**
   * @throws PlanException saying what to change; the method is not named
   */
  InvalidationPlan invalidating(Class<?> bean, Method method, LlmCacheInvalidate said) {
    checkSeen(method, "@LlmCacheInvalidate");
    if (said.tags().length == 0 && said.name().isEmpty() && !said.all()) {
      throw new PlanException(
          "@LlmCacheInvalidate does not say what to take away: give it tags, name or all = true");
    }
    TypeVariables variables = TypeVariables.of(bean);
    return new InvalidationPlan(
        Signature.of(bean, method, variables).place(),
        tags(said.tags(), new Parameters(method, variables)),
        said.name().isEmpty() ? null : said.name(),
        said.all(),
        new Notices(bean.getName() + "." + method.getName()));
  }

  /** Whose cache it is: every class of a WAR has its class loader, wherever this one came from. */
  static ClassLoader loaderOf(Class<?> bean) {
    ClassLoader loader = bean.getClassLoader();
    return loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }

  private static void checkSeen(Method method, String annotation) {
    int modifiers = method.getModifiers();
    String what =
        Modifier.isPrivate(modifiers)
            ? "private"
            : Modifier.isStatic(modifiers)
                ? "static"
                : Modifier.isFinal(modifiers) ? "final" : null;
    if (what != null) {
      throw new PlanException(
          "%s has no effect on a %s method, since the container does not see its calls: make it"
                  .formatted(annotation, what)
              + " another, or take the annotation off");
    }
  }

  private static String name(Class<?> bean, Method method, LlmCached said) {
    if (said.name().isEmpty()) {
      return bean.getSimpleName() + "." + method.getName();
    }
    if (!NAME.matcher(said.name()).matches()
        || said.name().length() > TagTemplate.LONGEST - LlmCacheEviction.METHOD_TAG.length()) {
      throw new PlanException(
          "name = \"%s\" cannot be a name: it has letters, digits, dots, dashes and underscores,"
                  .formatted(said.name())
              + " at most 190");
    }
    return said.name();
  }

  private static void checkResult(ResultKind kind, Type result) {
    if (result == void.class || result == Void.class) {
      throw new PlanException(
          "it returns nothing, so there is nothing to cache: take @LlmCached off, or where it is"
              + " on the class, put it on the methods that are to be cached");
    }
    String fault = JsonForm.faultRestored(result);
    if (fault != null) {
      throw new PlanException(
          "%s %s cannot be restored from JSON, since %s: return a record or a class that JSON-B can"
                  .formatted(
                      kind == ResultKind.VALUE ? "its result" : "what it gives, of type",
                      result.getTypeName(),
                      fault)
              + " make again, or take @LlmCached off");
    }
  }

  private static List<TagTemplate> tags(String[] texts, Parameters parameters) {
    return Arrays.stream(texts).map(text -> TagTemplate.of(text, parameters)).toList();
  }

  private static @Nullable Unless unless(LlmCached said, ResultKind kind, Parameters parameters) {
    if (said.unless().isBlank()) {
      return null;
    }
    if (kind == ResultKind.PUBLISHER) {
      throw new PlanException(
          "unless has no result to look at where a publisher is returned: leave it out");
    }
    return Unless.of(said.unless(), parameters);
  }

  private static MethodPlan.Terms terms(LlmCached said) {
    double threshold = said.threshold();
    boolean set = threshold != -1;
    if (set && !(threshold >= 0 && threshold <= 1)) {
      throw new PlanException(
          "threshold = %s is no cosine: it lies between 0 and 1, such as 0.97"
              .formatted(threshold));
    }
    return new MethodPlan.Terms(
        lifetime(said.ttl()),
        set ? threshold : null,
        said.semantic(),
        said.scope() == LlmCached.Scope.APPLICATION);
  }

  private static @Nullable Duration lifetime(String text) {
    if (text.isBlank()) {
      return null;
    }
    try {
      return MethodSettings.lifetime(text.strip());
    } catch (IllegalArgumentException e) {
      throw new PlanException("ttl = \"%s\": %s".formatted(text, e.getMessage()));
    }
  }
}
