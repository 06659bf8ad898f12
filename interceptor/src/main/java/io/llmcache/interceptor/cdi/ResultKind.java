package io.llmcache.interceptor.cdi;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** How a method gives its result. */
enum ResultKind {
  /** When it returns. */
  VALUE,
  /** When the stage completes that it returns. */
  STAGE,
  /** Item by item, as asked for. */
  PUBLISHER,
  /** Item by item, as read. */
  STREAM;

  static ResultKind of(Type returned) {
    Class<?> raw = TypeVariables.raw(returned);
    if (raw == CompletionStage.class || raw == CompletableFuture.class) {
      return STAGE;
    }
    if (raw == Flow.Publisher.class) {
      return PUBLISHER;
    }
    return raw == Stream.class ? STREAM : VALUE;
  }

  /**
   * The type of what is cached: the result, or one item of it.
   *
   * @throws PlanException if it is not said
   */
  Type cached(Type returned) {
    if (this == VALUE) {
      return returned;
    }
    if (returned instanceof ParameterizedType named) {
      return named.getActualTypeArguments()[0];
    }
    throw new PlanException(
        "it returns %s without a type argument: say of what"
            .formatted(TypeVariables.raw(returned).getSimpleName()));
  }
}
