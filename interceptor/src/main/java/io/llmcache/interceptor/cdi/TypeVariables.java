package io.llmcache.interceptor.cdi;

import io.llmcache.interceptor.method.NamedType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What the type variables of a class and of those above it stand for. Immutable. */
final class TypeVariables {

  private final Map<TypeVariable<?>, Type> meant;

  private TypeVariables(Map<TypeVariable<?>, Type> meant) {
    this.meant = meant;
  }

  static TypeVariables of(Type type) {
    Map<TypeVariable<?>, Type> meant = new HashMap<>();
    TypeVariables variables = new TypeVariables(meant);
    Type at = type;
    while (at != null) {
      if (at instanceof ParameterizedType named) {
        TypeVariable<?>[] names = raw(named).getTypeParameters();
        for (int i = 0; i < names.length; i++) {
          meant.put(names[i], variables.resolve(named.getActualTypeArguments()[i]));
        }
      }
      at = raw(at).getGenericSuperclass();
    }
    return variables;
  }

  /** The type without the variables that are known; itself where it has none. */
  Type resolve(Type type) {
    if (type instanceof TypeVariable<?> variable) {
      return meant.getOrDefault(variable, variable);
    }
    if (type instanceof ParameterizedType named) {
      Type[] arguments =
          Arrays.stream(named.getActualTypeArguments()).map(this::resolve).toArray(Type[]::new);
      return Arrays.equals(arguments, named.getActualTypeArguments())
          ? named
          : new NamedType(raw(named), named.getOwnerType(), arguments);
    }
    if (type instanceof GenericArrayType array) {
      Type component = resolve(array.getGenericComponentType());
      return component instanceof Class<?> known ? known.arrayType() : array;
    }
    return type;
  }

  /** The class of a class or of a parameterized type; Object for all others. */
  static Class<?> raw(Type type) {
    if (type instanceof Class<?> known) {
      return known;
    }
    return type instanceof ParameterizedType named ? (Class<?>) named.getRawType() : Object.class;
  }
}
