package io.llmcache.interceptor.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCacheExtension;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jboss.resteasy.plugins.providers.RegisterBuiltin;
import org.jboss.resteasy.spi.ResteasyProviderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResteasyReleaseTest {

  private static final ClassLoader TESTS = ResteasyReleaseTest.class.getClassLoader();

  /** What RESTEasy keeps of a loader; made anew where it keeps nothing. */
  private static ResteasyProviderFactory keptOf(Deployment deployment) throws Exception {
    return deployment.run(
        () ->
            RegisterBuiltin.getClientInitializedResteasyProviderFactory(
                Thread.currentThread().getContextClassLoader()));
  }

  private static void makesAClient(Deployment deployment) throws Exception {
    deployment.run(
        () -> {
          ClientBuilder.newClient().close();
          return null;
        });
  }

  @Test
  void resteasyForgetsADeploymentThatEndedAndNoOther() throws Exception {
    try (Deployment other = new Deployment(Map.of())) {
      Deployment ending = new Deployment(Map.of());
      makesAClient(other);
      makesAClient(ending);
      ResteasyProviderFactory ofOther = keptOf(other);
      ResteasyProviderFactory ofEnding = keptOf(ending);
      assertThat(keptOf(ending)).as("kept while it is there").isSameAs(ofEnding);

      ending.close();

      assertThat(keptOf(ending)).isNotSameAs(ofEnding);
      assertThat(keptOf(other)).isSameAs(ofOther);
    }
  }

  /** Without RESTEasy, and with one that has no such map. */
  @ParameterizedTest
  @ValueSource(strings = {"org.jboss.resteasy.", "org.jboss.resteasy.plugins."})
  void whereThereIsNothingToForgetTheCacheEndsAllTheSame(String hidden) throws Exception {
    Class<?> type = new Hiding(hidden).loadClass(ResteasyRelease.class.getName());
    LlmCacheExtension release = (LlmCacheExtension) type.getConstructor().newInstance();
    assertThat(type).isNotSameAs(ResteasyRelease.class);
    try (Deployment deployment = new Deployment(Map.of())) {
      release.started(deployment.cache(), "shop.war");
      release.stopped(deployment.cache());
    }
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(TESTS);
  }

  @Test
  void everyCacheHasItsOwn() {
    assertThat(ServiceLoader.load(LlmCacheExtension.class, TESTS))
        .hasAtLeastOneElementOfType(ResteasyRelease.class);
  }

  /** Has classes of its own of this room and of RESTEasy, but for those hidden. */
  private static final class Hiding extends ClassLoader {

    private final String hidden;

    Hiding(String hidden) {
      super(TESTS);
      this.hidden = hidden;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith(hidden)) {
        throw new ClassNotFoundException(name);
      }
      boolean own =
          name.startsWith(ResteasyRelease.class.getPackageName() + ".Resteasy")
              || name.startsWith("org.jboss.resteasy.");
      return own ? defined(name) : super.loadClass(name, resolve);
    }

    private Class<?> defined(String name) throws ClassNotFoundException {
      Class<?> there = findLoadedClass(name);
      if (there != null) {
        return there;
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] code = Objects.requireNonNull(in, name).readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
