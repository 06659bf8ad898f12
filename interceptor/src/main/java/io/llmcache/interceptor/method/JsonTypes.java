package io.llmcache.interceptor.method;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types that results are read as: the declared ones, but for maps and sets that keep the order
 * in which they were written. Pure.
 */
final class JsonTypes {

  private JsonTypes() {}

  static Type keepingOrder(Type declared) {
    if (declared == Map.class) {
      return LinkedHashMap.class;
    }
    if (declared == Set.class) {
      return LinkedHashSet.class;
    }
    if (declared instanceof ParameterizedType its) {
      return new Parameterized(
          keepingOrder(its.getRawType()),
          its.getOwnerType(),
          Arrays.stream(its.getActualTypeArguments())
              .map(JsonTypes::keepingOrder)
              .toArray(Type[]::new));
    }
    return declared;
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by hand
  private record Parameterized(Type raw, @Nullable Type owner, Type[] arguments)
      implements ParameterizedType {

    @Override
    public Type[] getActualTypeArguments() {
      return arguments.clone();
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return owner;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ParameterizedType that
          && raw.equals(that.getRawType())
          && Objects.equals(owner, that.getOwnerType())
          && Arrays.equals(arguments, that.getActualTypeArguments());
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(arguments) ^ Objects.hashCode(owner) ^ raw.hashCode();
    }

    @Override
    public String toString() {
      return raw.getTypeName() + Arrays.toString(arguments);
    }
  }
}
