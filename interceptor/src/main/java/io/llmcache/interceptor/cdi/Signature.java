package io.llmcache.interceptor.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What has to be equal in methods that share their answers, and where the method is.
 *
 * @param place bean class and method, as messages have it
 */
record Signature(String place, Type returned, List<Type> taken) {

  static Signature of(Class<?> bean, Method method, TypeVariables variables) {
    return new Signature(
        bean.getName() + "." + method.getName(),
        variables.resolve(method.getGenericReturnType()),
        List.of(method.getGenericParameterTypes()).stream().map(variables::resolve).toList());
  }

  /** The method with the types it takes. */
  String full() {
    return taken.stream().map(Type::getTypeName).collect(Collectors.joining(",", place + "(", ")"));
  }

  /** Whether answers of the one can be answers of the other. */
  boolean fits(Signature other) {
    return returned.equals(other.returned) && taken.equals(other.taken);
  }
}
