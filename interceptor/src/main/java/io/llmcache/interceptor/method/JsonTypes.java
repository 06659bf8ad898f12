package io.llmcache.interceptor.method;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The types that results are read as: the declared ones, but for maps and sets that keep the order
 * in which they were written. Pure.
 */
final class JsonTypes {

  private JsonTypes() {}

  static Type keepingOrder(Type declared) {
    if (declared == Map.class) {
      return LinkedHashMap.class;
    }
    if (declared == Set.class) {
      return LinkedHashSet.class;
    }
    if (declared instanceof ParameterizedType its) {
      return new NamedType(
          keepingOrder(its.getRawType()),
          its.getOwnerType(),
          Arrays.stream(its.getActualTypeArguments())
              .map(JsonTypes::keepingOrder)
              .toArray(Type[]::new));
    }
    return declared;
  }
}
