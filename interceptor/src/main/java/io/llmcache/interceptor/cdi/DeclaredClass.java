package io.llmcache.interceptor.cdi;

import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an object is of the class that is declared: a subclass may have in it what its JSON does
 * not show, and two subclasses may have the same JSON.
 */
final class DeclaredClass {

  private DeclaredClass() {}

  static boolean isOf(@Nullable Object value, Type declared) {
    if (value == null) {
      return true;
    }
    Class<?> raw = TypeVariables.raw(declared);
    if (declared instanceof ParameterizedType named && isContainer(value)) {
      return insideIsOf(value, named.getActualTypeArguments());
    }
    if (value instanceof Object[] array) {
      for (Object element : array) {
        if (!isOf(element, raw.isArray() ? raw.getComponentType() : Object.class)) {
          return false;
        }
      }
      return true;
    }
    return raw.isPrimitive()
        || raw.isEnum()
        || Modifier.isAbstract(raw.getModifiers())
        || raw.isAnnotationPresent(JsonbTypeInfo.class)
        || raw == value.getClass();
  }

  private static boolean isContainer(Object value) {
    return value instanceof Collection || value instanceof Map || value instanceof Optional;
  }

  private static boolean insideIsOf(Object value, Type[] arguments) {
    if (value instanceof Map<?, ?> map) {
      return map.keySet().stream().allMatch(it -> isOf(it, arguments[0]))
          && map.values().stream().allMatch(it -> isOf(it, arguments[1]));
    }
    if (value instanceof Optional<?> optional) {
      return isOf(optional.orElse(null), arguments[0]);
    }
    return ((Collection<?>) value).stream().allMatch(it -> isOf(it, arguments[0]));
  }
}
