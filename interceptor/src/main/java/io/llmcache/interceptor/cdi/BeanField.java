package io.llmcache.interceptor.cdi;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbTransient;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field that the state of an object is in, as JSON-B sees it.
 *
 * @param readable by being public, or by its getter
 * @param writable by being public, or by its setter
 */
record BeanField(Field field, boolean readable, boolean writable) {

  /** The fields of a class and of those above it, without the ones that are left out of JSON. */
  static List<BeanField> of(Class<?> type) {
    List<BeanField> fields = new ArrayList<>();
    for (Class<?> at = type; at != null && !PlainTypes.ofPlatform(at); at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        BeanField seen = seen(type, field);
        if (seen != null) {
          fields.add(seen);
        }
      }
    }
    return fields;
  }

  /** The class of the JDK, other than Object, that it extends directly or not; null: none. */
  static @Nullable Class<?> platformClassAbove(Class<?> type) {
    Class<?> at = type;
    while (at != null && !PlainTypes.ofPlatform(at)) {
      at = at.getSuperclass();
    }
    return at == Object.class ? null : at;
  }

  /** What JSON-B is told to make it by; null: nothing. */
  static @Nullable AnnotatedElement creator(Class<?> type) {
    return Stream.<AnnotatedElement>concat(
            Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
        .filter(it -> it.isAnnotationPresent(JsonbCreator.class))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable BeanField seen(Class<?> type, Field field) {
    int modifiers = field.getModifiers();
    if (Modifier.isStatic(modifiers) || Modifier.isTransient(modifiers) || field.isSynthetic()) {
      return null;
    }
    String name = field.getName();
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    Method getter = publicMethod(type, "get" + capital);
    if (getter == null && field.getType() == boolean.class) {
      getter = publicMethod(type, "is" + capital);
    }
    Method setter = publicMethod(type, "set" + capital, field.getType());
    if (leftOut(field) || leftOut(getter) || leftOut(setter)) {
      return null;
    }
    boolean open = Modifier.isPublic(modifiers);
    return new BeanField(
        field, open || getter != null, open && !Modifier.isFinal(modifiers) || setter != null);
  }

  private static boolean leftOut(@Nullable AnnotatedElement element) {
    return element != null && element.isAnnotationPresent(JsonbTransient.class);
  }

  private static @Nullable Method publicMethod(Class<?> type, String name, Class<?>... takes) {
    try {
      Method method = type.getMethod(name, takes);
      return Modifier.isStatic(method.getModifiers()) ? null : method;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
