package io.llmcache.interceptor.method;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what came back from JSON with what went in: field by field, also those that JSON Binding
 * does not see, since {@code equals} may look at an id alone. Which class a list, set or map is of
 * does not count, its order does where it has one. For one comparison.
 */
final class Sameness {

  private static final Set<String> WITHOUT_ORDER =
      Set.of(
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.Hashtable",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentHashMap$KeySetView");

  /** The objects that are being compared: one that holds itself is compared once. */
  private final Set<Object> inside = Collections.newSetFromMap(new IdentityHashMap<>());

  private Sameness() {}

  /** Where the two differ, without any value; null where they do not. */
  static @Nullable String difference(@Nullable Object before, @Nullable Object after) {
    return new Sameness().differs(before, after, "the result");
  }

  private @Nullable String differs(@Nullable Object before, @Nullable Object after, String where) {
    if (before == after) {
      return null;
    }
    if (before == null || after == null) {
      return where;
    }
    if (before instanceof Optional<?> one && after instanceof Optional<?> other) {
      return differs(one.orElse(null), other.orElse(null), where);
    }
    if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other) {
      return maps(one, other, where);
    }
    if (before instanceof List<?> one && after instanceof List<?> other) {
      return inOrder(one, other, where);
    }
    if (before instanceof Set<?> one && after instanceof Set<?> other) {
      return sets(one, other, where);
    }
    if (before instanceof Collection<?> one
        && after instanceof Collection<?> other
        && after instanceof List == before instanceof List
        && after instanceof Set == before instanceof Set) {
      return inOrder(one, other, where);
    }
    Class<?> type = before.getClass();
    if (type != after.getClass()) {
      return where + ", a " + type.getName();
    }
    return type.isArray() ? arrays(before, after, where) : objects(type, before, after, where);
  }

  private @Nullable String inOrder(Collection<?> before, Collection<?> after, String where) {
    if (before.size() != after.size()) {
      return where;
    }
    Iterator<?> others = after.iterator();
    for (Object element : before) {
      String found = differs(element, others.next(), "an element of " + where);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable String sets(Set<?> before, Set<?> after, String where) {
    if (hasOrder(before) || before.size() != after.size()) {
      return inOrder(before, after, where);
    }
    Map<Object, Object> byEquality = new HashMap<>();
    after.forEach(element -> byEquality.put(element, element));
    for (Object element : before) {
      String found = differs(element, byEquality.get(element), "an element of " + where);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable String maps(Map<?, ?> before, Map<?, ?> after, String where) {
    if (before.size() != after.size()) {
      return where;
    }
    if (hasOrder(before)) {
      String found = inOrder(before.keySet(), after.keySet(), where);
      return found == null ? inOrder(before.values(), after.values(), where) : found;
    }
    for (Map.Entry<?, ?> entry : before.entrySet()) {
      String found =
          after.containsKey(entry.getKey())
              ? differs(entry.getValue(), after.get(entry.getKey()), "a value of " + where)
              : where;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static boolean hasOrder(Object collection) {
    String type = collection.getClass().getName();
    return !WITHOUT_ORDER.contains(type) && !type.startsWith("java.util.ImmutableCollections$");
  }

  private @Nullable String arrays(Object before, Object after, String where) {
    int length = Array.getLength(before);
    if (length != Array.getLength(after)) {
      return where;
    }
    for (int i = 0; i < length; i++) {
      String found = differs(Array.get(before, i), Array.get(after, i), "an element of " + where);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable String objects(Class<?> type, Object before, Object after, String where) {
    if (type.getName().startsWith("java.") || type.isEnum()) {
      return before.equals(after) ? null : where + ", a " + type.getName();
    }
    if (!inside.add(before)) {
      return null;
    }
    try {
      for (Class<?> each = type; each != null; each = each.getSuperclass()) {
        String found = fields(each, before, after);
        if (found != null) {
          return found;
        }
      }
      return null;
    } catch (InaccessibleObjectException | SecurityException | IllegalAccessException e) {
      return Objects.equals(before, after) ? null : where + ", a " + type.getName();
    } finally {
      inside.remove(before);
    }
  }

  private @Nullable String fields(Class<?> type, Object before, Object after)
      throws IllegalAccessException {
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
        field.setAccessible(true);
        String where = type.getName() + "." + field.getName();
        String found = differs(field.get(before), field.get(after), where);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
