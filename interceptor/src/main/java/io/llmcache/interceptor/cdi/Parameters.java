package io.llmcache.interceptor.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

/** The parameters of a method, with their types as the bean's class has them. */
final class Parameters {

  static final String NO_NAMES =
      "the class was compiled without the names of parameters: set"
          + " <maven.compiler.parameters>true</maven.compiler.parameters>, or javac -parameters";

  private final List<Parameter> all;
  private final List<Type> types;

  Parameters(Method method, TypeVariables variables) {
    all = List.of(method.getParameters());
    types = Arrays.stream(method.getGenericParameterTypes()).map(variables::resolve).toList();
  }

  int count() {
    return all.size();
  }

  boolean named() {
    return all.stream().allMatch(Parameter::isNamePresent);
  }

  String name(int index) {
    return all.get(index).getName();
  }

  Type type(int index) {
    return types.get(index);
  }

  boolean has(int index, Class<? extends Annotation> annotation) {
    return all.get(index).isAnnotationPresent(annotation);
  }

  boolean anyHas(Class<? extends Annotation> annotation) {
    return all.stream().anyMatch(it -> it.isAnnotationPresent(annotation));
  }

  List<String> names() {
    return all.stream().map(Parameter::getName).toList();
  }

  /**
   * The index of the parameter of that name.
   *
   * @param where it is named
   * @throws PlanException if there is none, or names are not known
   */
  int index(String name, String where) {
    if (!named()) {
      throw new PlanException("%s names the parameter %s, but %s".formatted(where, name, NO_NAMES));
    }
    int index = names().indexOf(name);
    if (index < 0) {
      throw new PlanException(
          "%s names the parameter %s, but there is none; there %s"
              .formatted(
                  where,
                  name,
                  all.isEmpty() ? "are no parameters" : "are: " + String.join(", ", names())));
    }
    return index;
  }
}
