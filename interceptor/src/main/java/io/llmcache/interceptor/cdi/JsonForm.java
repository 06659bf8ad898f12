package io.llmcache.interceptor.cdi;

import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import jakarta.json.bind.annotation.JsonbTypeSerializer;
import jakarta.json.bind.annotation.JsonbVisibility;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether JSON-B shows everything that two values of a type can differ in, and, where a value is to
 * be restored, can make it again. What it shows not would give different arguments one key.
 */
final class JsonForm {

  private static final Set<Class<?>> CONTAINERS =
      Set.of(
          Collection.class,
          List.class,
          ArrayList.class,
          LinkedList.class,
          Set.class,
          HashSet.class,
          LinkedHashSet.class,
          SortedSet.class,
          NavigableSet.class,
          TreeSet.class,
          Queue.class,
          Deque.class,
          ArrayDeque.class,
          Optional.class,
          Map.class,
          HashMap.class,
          LinkedHashMap.class,
          SortedMap.class,
          NavigableMap.class,
          TreeMap.class);

  private static final List<Class<? extends Annotation>> OWN_FORM =
      List.of(
          JsonbTypeAdapter.class,
          JsonbTypeSerializer.class,
          JsonbTypeDeserializer.class,
          JsonbVisibility.class);

  private final boolean restored;
  private final Set<Type> seen = new HashSet<>();

  private JsonForm(boolean restored) {
    this.restored = restored;
  }

  /** Why values of the type cannot be told apart by their JSON; null: they can. */
  static @Nullable String faultWritten(Type type) {
    return new JsonForm(false).fault(type);
  }

  /** Why values of the type cannot be restored from their JSON; null: nothing speaks against it. */
  static @Nullable String faultRestored(Type type) {
    return new JsonForm(true).fault(type);
  }

  private @Nullable String fault(Type type) {
    if (type instanceof WildcardType) {
      return "the wildcard " + type.getTypeName() + " says no type";
    }
    if (type instanceof TypeVariable<?>) {
      return "the type variable " + type.getTypeName() + " is not known";
    }
    if (type instanceof GenericArrayType array) {
      return fault(array.getGenericComponentType());
    }
    if (!seen.add(type)) {
      return null;
    }
    Class<?> raw = TypeVariables.raw(type);
    if (raw.getTypeParameters().length > 0 && !(type instanceof ParameterizedType)) {
      return raw.getName() + " is used without type arguments";
    }
    return raw.isArray() ? fault(raw.getComponentType()) : faultOfClass(raw, type);
  }

  private @Nullable String faultOfClass(Class<?> raw, Type type) {
    if (PlainTypes.has(raw) || raw.isEnum() || JsonValue.class.isAssignableFrom(raw)) {
      return null;
    }
    if (CONTAINERS.contains(raw)) {
      return faultInside(raw, (ParameterizedType) type);
    }
    if (PlainTypes.ofPlatform(raw)) {
      return raw.getName() + " has no JSON form";
    }
    if (raw.getPackage() != null && hasOwnForm(raw.getPackage()) || hasOwnForm(raw)) {
      return null;
    }
    JsonbTypeInfo known = raw.getAnnotation(JsonbTypeInfo.class);
    if (known != null) {
      return first(Arrays.stream(known.value()).map(JsonbSubtype::type).map(this::fault));
    }
    if (raw.isInterface() || Modifier.isAbstract(raw.getModifiers())) {
      String what = raw.isInterface() ? "interface" : "abstract class";
      return "the %s %s does not say which class it is".formatted(what, raw.getName());
    }
    if (raw.getEnclosingClass() != null
        && !Modifier.isStatic(raw.getModifiers())
        && !raw.isRecord()) {
      return raw.getName() + " is an inner class; a static one could be restored";
    }
    if (restored && !makeable(raw)) {
      return raw.getName()
          + " has neither a constructor without parameters, nor one with @JsonbCreator";
    }
    return raw.isRecord() ? faultOfRecord(raw, type) : faultOfFields(raw, type);
  }

  private @Nullable String faultInside(Class<?> raw, ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    if (arguments.length == 2) {
      Class<?> key = TypeVariables.raw(arguments[0]);
      if (!PlainTypes.has(key) && !key.isEnum()) {
        return "%s is no key that a map in JSON can have".formatted(arguments[0].getTypeName());
      }
    }
    if (raw == Optional.class && TypeVariables.raw(arguments[0]) == Optional.class) {
      return "an Optional within an Optional cannot be told from an empty one";
    }
    return first(Arrays.stream(arguments).map(this::fault));
  }

  private @Nullable String faultOfRecord(Class<?> raw, Type type) {
    TypeVariables variables = TypeVariables.of(type);
    return first(
        Arrays.stream(raw.getRecordComponents())
            .filter(it -> !hasOwnForm(it.getAccessor()))
            .map(it -> within(raw, it.getName(), fault(variables.resolve(it.getGenericType())))));
  }

  private @Nullable String faultOfFields(Class<?> raw, Type type) {
    boolean created = BeanField.creator(raw) != null;
    TypeVariables variables = TypeVariables.of(type);
    for (BeanField field : BeanField.of(raw)) {
      String name = field.field().getName();
      if (!field.readable()) {
        return "%s.%s cannot be seen in JSON: it has no getter"
            .formatted(field.field().getDeclaringClass().getName(), name);
      }
      if (restored && !created && !field.writable()) {
        return "%s.%s cannot be set from JSON: it has no setter"
            .formatted(field.field().getDeclaringClass().getName(), name);
      }
      if (!hasOwnForm(field.field())) {
        String inside = fault(variables.resolve(field.field().getGenericType()));
        if (inside != null) {
          return within(raw, name, inside);
        }
      }
    }
    Class<?> above = BeanField.platformClassAbove(raw);
    return above == null ? null : "%s extends %s".formatted(raw.getName(), above.getName());
  }

  private static @Nullable String within(Class<?> raw, String name, @Nullable String fault) {
    return fault == null ? null : "%s.%s: %s".formatted(raw.getName(), name, fault);
  }

  private static boolean makeable(Class<?> raw) {
    return raw.isRecord()
        || BeanField.creator(raw) != null
        || Arrays.stream(raw.getDeclaredConstructors())
            .anyMatch(it -> it.getParameterCount() == 0 && !Modifier.isPrivate(it.getModifiers()));
  }

  private static boolean hasOwnForm(AnnotatedElement element) {
    return OWN_FORM.stream().anyMatch(element::isAnnotationPresent);
  }

  private static @Nullable String first(Stream<@Nullable String> faults) {
    // no findFirst: it does not take the nulls before the one that is looked for
    for (String fault : faults.toArray(String[]::new)) {
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }
}
