package io.llmcache.interceptor.cdi;

import io.llmcache.LlmCache;
import io.llmcache.LlmCaches;
import io.llmcache.interceptor.LlmCacheBypass;
import io.llmcache.interceptor.LlmCacheEviction;
import io.llmcache.interceptor.identity.CallerPrincipal;
import io.llmcache.interceptor.method.MethodCache;
import io.llmcache.interceptor.method.MethodCall;
import io.llmcache.interceptor.method.ResultCodec;
import io.llmcache.settings.MethodSettings;
import io.llmcache.settings.Mode;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How calls of one method are cached: what its annotations say, checked. Thread-safe.
 *
 * @param signature bean class, method and types: two methods of one name have equal ones
 * @param name in the configuration and in tags
 * @param key what its entries are under
 * @param deployment whose cache it is
 */
record MethodPlan(
    Signature signature,
    String name,
    String key,
    ClassLoader deployment,
    MethodCache cache,
    ResultKind kind,
    boolean future,
    ResultCodec codec,
    Parameters parameters,
    KeyArguments arguments,
    List<TagTemplate> tags,
    @Nullable Unless unless,
    Terms terms,
    Notices notices) {

  /**
   * What the annotation says, null where it leaves it to the configuration.
   *
   * @param shared whether everybody shares the answers
   */
  record Terms(
      @Nullable Duration ttl, @Nullable Double threshold, boolean semantic, boolean shared) {

    Terms with(MethodSettings configured) {
      return new Terms(
          configured.ttl() == null ? ttl : configured.ttl(),
          configured.threshold() == null ? threshold : configured.threshold(),
          configured.semantic() == null ? semantic : configured.semantic(),
          configured.scope() == null ? shared : configured.scope().equals("application"));
    }
  }

  /**
   * The result of the call, run or restored.
   *
   * @throws Exception what the method throws, unchanged
   */
  @Nullable Object call(InvocationContext context) throws Exception {
    MethodCall call = described(context.getParameters());
    if (call == null) {
      return context.proceed();
    }
    ResultCodec its = codecFor(context.getParameters());
    return switch (kind) {
      case VALUE -> cache.value(call, its, context::proceed);
      case STAGE -> {
        CompletionStage<@Nullable Object> stage =
            cache.stage(call, its, () -> (CompletionStage<?>) context.proceed());
        yield future && stage != null ? stage.toCompletableFuture() : stage;
      }
      case PUBLISHER -> cache.publisher(call, its, () -> (Flow.Publisher<?>) context.proceed());
      case STREAM -> cache.stream(call, its, () -> (Stream<?>) context.proceed());
    };
  }

  /** The call as the cache sees it; null: it is not cached. */
  private @Nullable MethodCall described(@Nullable Object[] given) {
    try {
      LlmCache there = LlmCaches.start(deployment);
      MethodSettings configured = there.settings().methods().of(name);
      if (there.settings().mode() == Mode.OFF || Boolean.FALSE.equals(configured.cached())) {
        return null;
      }
      return describe(given, terms.with(configured));
    } catch (NotCacheableException e) {
      notices.say(String.valueOf(e.getMessage()), e.getMessage(), e.getCause());
    } catch (RuntimeException | LinkageError e) {
      notices.say("fault", "the cache could not handle the call", e);
    }
    return null;
  }

  private MethodCall describe(@Nullable Object[] given, Terms now) throws NotCacheableException {
    List<String> made = new ArrayList<>();
    for (TagTemplate tag : tags) {
      made.add(tag.of(given));
    }
    made.add(LlmCacheEviction.METHOD_TAG + name);
    return new MethodCall(
        key,
        kind.cached(signature.returned()).getTypeName(),
        arguments.json(given),
        arguments.question(given),
        now.ttl(),
        now.threshold(),
        now.semantic(),
        List.copyOf(made),
        now.shared() ? null : CallerPrincipal.current(),
        now.shared(),
        LlmCacheBypass.active());
  }

  private ResultCodec codecFor(@Nullable Object[] given) {
    if (unless == null) {
      return codec;
    }
    Map<String, @Nullable Object> names = new HashMap<>();
    for (int i = 0; i < given.length; i++) {
      names.put(parameters.name(i), given[i]);
    }
    return new UnlessCodec(codec, unless, names, notices);
  }
}
