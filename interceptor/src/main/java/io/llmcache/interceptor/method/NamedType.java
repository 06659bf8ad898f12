package io.llmcache.interceptor.method;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A class with type arguments, equal to what the JDK makes of the same. Immutable. */
public final class NamedType implements ParameterizedType {

  private final Type raw;
  private final @Nullable Type owner;
  private final Type[] arguments;

  /**
   * @param raw the class
   * @param owner the class that it is declared in; null: none
   * @param arguments not copied
   */
  public NamedType(Type raw, @Nullable Type owner, Type[] arguments) {
    this.raw = raw;
    this.owner = owner;
    this.arguments = arguments;
  }

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
    return Arrays.hashCode(arguments) ^ Objects.hashCode(owner) ^ Objects.hashCode(raw);
  }

  @Override
  public String toString() {
    return Arrays.stream(arguments)
        .map(Type::getTypeName)
        .collect(Collectors.joining(", ", raw.getTypeName() + "<", ">"));
  }
}
