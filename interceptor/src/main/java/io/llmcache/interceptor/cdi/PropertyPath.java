package io.llmcache.interceptor.cdi;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way from an argument to a property of it that has a text, {@code customer.id}. */
final class PropertyPath {

  private final List<AccessibleObject> steps;

  private PropertyPath(List<AccessibleObject> steps) {
    this.steps = steps;
  }

  /**
   * @param type of the argument
   * @throws PlanException if there is no such property, or its values have no text
   */
  static PropertyPath of(Type type, List<String> names) {
    List<AccessibleObject> steps = new ArrayList<>();
    Type at = type;
    for (String name : names) {
      Class<?> raw = TypeVariables.raw(at);
      AccessibleObject step = step(raw, name);
      if (step == null) {
        throw new PlanException(
            "%s has no property %s that can be read: it needs a record component, a getter or a"
                    .formatted(raw.getName(), name)
                + " public field of that name");
      }
      // a JDK class lets nobody in, and need not: its methods are public
      step.trySetAccessible();
      steps.add(step);
      Type found = step instanceof Field field ? field.getGenericType() : result((Method) step);
      at = TypeVariables.of(at).resolve(found);
    }
    checkText(TypeVariables.raw(at));
    return new PropertyPath(List.copyOf(steps));
  }

  /**
   * The text of the property; null where it, or what leads to it, is null.
   *
   * @throws Exception what a getter throws
   */
  @Nullable String text(@Nullable Object argument) throws Exception {
    Object at = argument;
    for (AccessibleObject step : steps) {
      if (at == null) {
        return null;
      }
      at = step instanceof Field field ? field.get(at) : get((Method) step, at);
    }
    if (at == null) {
      return null;
    }
    return at instanceof Enum<?> constant ? constant.name() : at.toString();
  }

  private static @Nullable Object get(Method getter, Object from) throws Exception {
    try {
      return getter.invoke(from);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static Type result(Method getter) {
    return getter.getGenericReturnType();
  }

  private static @Nullable AccessibleObject step(Class<?> type, String name) {
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    for (String getter : List.of("get" + capital, "is" + capital, name)) {
      Method found = publicGetter(type, getter);
      if (found != null && (!getter.equals(name) || type.isRecord())) {
        return found;
      }
    }
    try {
      Field field = type.getField(name);
      return Modifier.isStatic(field.getModifiers()) ? null : field;
    } catch (NoSuchFieldException e) {
      return null;
    }
  }

  private static @Nullable Method publicGetter(Class<?> type, String name) {
    try {
      Method method = type.getMethod(name);
      boolean getter =
          !Modifier.isStatic(method.getModifiers()) && method.getReturnType() != void.class;
      return getter ? method : null;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static void checkText(Class<?> type) {
    boolean plain =
        PlainTypes.has(type)
            || type.isEnum()
            || type.getName().startsWith("java.") && !isContainer(type) && type != Object.class;
    if (!plain) {
      throw new PlanException(
          "%s has no text of its own: name a property of it, as in {order.id}"
              .formatted(type.getTypeName()));
    }
  }

  private static boolean isContainer(Class<?> type) {
    return type.isArray()
        || Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type)
        || type.getName().startsWith(Optional.class.getName());
  }
}
