package io.llmcache.interceptor.cdi;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods of a bean's class, and of those above it, that an annotation holds for. */
final class BeanMethods {

  private static final Set<String> OF_OBJECT = Set.of("toString", "hashCode", "equals", "clone");

  private BeanMethods() {}

  /** A method, and what was said about it. */
  record Found<A extends Annotation>(Method method, A said) {}

  static <A extends Annotation> List<Found<A>> of(AnnotatedType<?> bean, Class<A> annotation) {
    Map<Method, AnnotatedMethod<?>> known = new HashMap<>();
    bean.getMethods().forEach(it -> known.put(it.getJavaMember(), it));
    return of(
        bean.getJavaClass(),
        method -> {
          AnnotatedMethod<?> seen = known.get(method);
          return seen == null ? method.getAnnotation(annotation) : seen.getAnnotation(annotation);
        },
        bean.getAnnotation(annotation));
  }

  /** The same for a class or an interface that no container has looked at. */
  static <A extends Annotation> List<Found<A>> of(Class<?> type, Class<A> annotation) {
    return of(type, method -> method.getAnnotation(annotation), type.getAnnotation(annotation));
  }

  private static <A extends Annotation> List<Found<A>> of(
      Class<?> type, Function<Method, @Nullable A> onMethod, @Nullable A onClass) {
    List<Found<A>> found = new ArrayList<>();
    Set<String> overridden = new HashSet<>();
    for (Class<?> at = type; at != null && !PlainTypes.ofPlatform(at); at = at.getSuperclass()) {
      for (Method method : sorted(at.getDeclaredMethods())) {
        boolean seen =
            method.isSynthetic()
                || !Modifier.isPrivate(method.getModifiers()) && !overridden.add(shape(method));
        A said = seen ? null : onMethod.apply(method);
        if (said == null && !seen && business(method)) {
          said = onClass;
        }
        if (said != null) {
          found.add(new Found<>(method, said));
        }
      }
    }
    return found;
  }

  /** What an annotation on the class is meant for. */
  private static boolean business(Method method) {
    int modifiers = method.getModifiers();
    return Modifier.isPublic(modifiers)
        && !Modifier.isStatic(modifiers)
        && !Modifier.isFinal(modifiers)
        && !OF_OBJECT.contains(method.getName())
        && Arrays.stream(method.getAnnotations()).noneMatch(BeanMethods::ofContainer);
  }

  /** Producers, observers' hosts and life cycle: the container calls them, past interceptors. */
  private static boolean ofContainer(Annotation annotation) {
    String name = annotation.annotationType().getName();
    return Set.of(
            "jakarta.annotation.PostConstruct",
            "jakarta.annotation.PreDestroy",
            "jakarta.enterprise.inject.Produces",
            "jakarta.inject.Inject",
            "jakarta.interceptor.AroundInvoke")
        .contains(name);
  }

  /** So that the same fault is said in the same words. */
  private static Method[] sorted(Method[] methods) {
    Arrays.sort(methods, Comparator.comparing(BeanMethods::shape));
    return methods;
  }

  private static String shape(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }
}
