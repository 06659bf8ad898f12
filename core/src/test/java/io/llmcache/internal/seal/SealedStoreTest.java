package io.llmcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ResponseStore;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SealedStoreTest {

  /** What a wrapper leaves to a default, the store behind it is never asked. */
  @Test
  void everyCallReachesTheStoreBehind() {
    assertThat(ResponseStore.class.getMethods())
        .filteredOn(method -> !method.getDeclaringClass().equals(Object.class))
        .allSatisfy(method -> assertThat(isOwn(method)).as(method.getName()).isTrue());
  }

  private static boolean isOwn(Method method) {
    return Arrays.stream(SealedStore.class.getDeclaredMethods())
        .anyMatch(
            own ->
                own.getName().equals(method.getName())
                    && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
  }
}
