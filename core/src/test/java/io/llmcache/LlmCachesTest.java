package io.llmcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.internal.memory.MemoryStore;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsException;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheListener;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.StoreFactory;
import io.llmcache.spi.Tier;
import io.llmcache.testing.Calls;
import io.llmcache.testing.FailingStore;
import io.llmcache.testing.RecordingListener;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlmCachesTest {

  private final List<ClassLoader> deployments = new ArrayList<>();

  @TempDir Path folder;

  @BeforeEach
  void forget() {
    Factory.made.clear();
    Listener.last = null;
  }

  @AfterEach
  void stopAll() {
    deployments.forEach(LlmCaches::stop);
  }

  @Test
  void aDeploymentHasOneCacheAndTwoHaveTwo() {
    ClassLoader one = deployment();
    ClassLoader two = deployment();

    LlmCache cache = LlmCaches.start(one);

    assertThat(LlmCaches.start(one)).isSameAs(cache);
    assertThat(LlmCaches.start(two)).isNotSameAs(cache);
  }

  @Test
  void theCallingThreadsDeploymentIsTheCurrentOne() {
    ClassLoader one = deployment();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(one);
    try {
      assertThat(LlmCaches.current()).isSameAs(LlmCaches.start(one));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void manyThreadsAtOnceMakeOneCache() throws Exception {
    ClassLoader one = deployment();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<LlmCache>> started = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        started.add(
            threads.submit(
                () -> {
                  Waiting.on(go, "no start");
                  return LlmCaches.start(one);
                }));
      }
      go.countDown();
      Set<LlmCache> caches = ConcurrentHashMap.newKeySet();
      started.forEach(future -> caches.add(Waiting.on(future)));
      assertThat(caches).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void stopClosesAndTheNextStartBeginsAnew() {
    ClassLoader one = deployment();
    LlmCache first = LlmCaches.start(one);

    LlmCaches.stop(one);
    LlmCaches.stop(one);

    assertThat(Calls.lease(first.open(Calls.asking("a"))).cacheStatus()).contains("closed");
    assertThat(LlmCaches.start(one)).isNotSameAs(first);
  }

  @Test
  void theDeploymentsOwnSettingsCount() {
    LlmCache cache = LlmCaches.start(deployment(), own("llmcache.namespace", "mine"));

    assertThat(cache.settings().namespace()).isEqualTo("mine");
  }

  @Test
  void wrongSettingsStopTheDeploymentAndLeaveNothingBehind() {
    ClassLoader one = deployment(Factory.class);

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> LlmCaches.start(one, own("llmcache.namespaces", "mine")))
        .withMessageContaining("Did you mean llmcache.namespace?");
    assertThat(Factory.made).isEmpty();
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> LlmCaches.start(one, own("llmcache.secret-file", "/no/such/file")));

    assertThat(Factory.made).allMatch(Factory.Made::closed).isNotEmpty();
    assertThat(LlmCaches.start(one)).isNotNull();
  }

  @Test
  void storesAndListenersAreFound() {
    LlmCache cache =
        LlmCaches.start(
            deployment(Unconfigured.class, Factory.class, Second.class, Listener.class));

    assertThat(cache.description()).contains("l1=failing memory", "l2=none");
    assertThat(Factory.made).as("the first factory of a tier that makes one").hasSize(1);
    Calls.answer(cache.open(Calls.asking("a")));
    assertThat(Listener.last.count(Kind.STORED)).isEqualTo(1);
  }

  @Test
  void aDeploymentIsInJmxAsLongAsItLives() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ClassLoader one = deployment();
    ObjectName name =
        new ObjectName(
            "io.llmcache:type=LlmCache,deployment=loader-"
                + Integer.toHexString(System.identityHashCode(one)));

    LlmCaches.start(one, own("llmcache.mode", "observe"));
    assertThat(server.getAttribute(name, "Mode")).isEqualTo("observe");

    LlmCaches.stop(one);
    assertThat(server.isRegistered(name)).isFalse();
  }

  @Test
  void theStartLineSaysWhyThereAreNoAnswersByMeaning() {
    assertThat(LlmCaches.start(deployment()).description())
        .contains("semantic=off (no embedder could be made)");
    assertThat(LlmCaches.start(deployment(), own("llmcache.semantic", "off")).description())
        .contains("semantic=off (llmcache.semantic is off)");
  }

  @Test
  void theStartLineSaysHowLongAnswersLive() {
    assertThat(
            LlmCaches.start(deployment(), own("llmcache.model-ttl", "gpt-4o*:10m, o3*:7d"))
                .description())
        .contains("ttl=1h (gpt-4o*: 10m, o3*: 168h)");
  }

  @Test
  void stopClosesTheStores() {
    ClassLoader one = deployment(Factory.class);
    LlmCaches.start(one);

    LlmCaches.stop(one);

    assertThat(Factory.made).singleElement().matches(Factory.Made::closed);
  }

  private static SettingsSource own(String key, String value) {
    return SettingsSource.ofMap("init parameters", true, Map.of(key, value));
  }

  /** A class loader that offers these implementations of what core looks for. */
  private ClassLoader deployment(Class<?>... services) {
    try {
      Path root = Files.createTempDirectory(folder, "war");
      Path named = Files.createDirectories(root.resolve("META-INF/services"));
      for (Class<?> service : services) {
        Class<?> type =
            StoreFactory.class.isAssignableFrom(service) ? StoreFactory.class : CacheListener.class;
        Path file = named.resolve(type.getName());
        String before = Files.exists(file) ? Files.readString(file) : "";
        Files.writeString(file, before + service.getName() + "\n");
      }
      ClassLoader loader =
          new URLClassLoader(
              new URL[] {root.toUri().toURL()}, LlmCachesTest.class.getClassLoader());
      deployments.add(loader);
      return loader;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes a near tier and remembers whether it was closed. */
  public static class Factory implements StoreFactory {

    private static final List<Made> made = new ArrayList<>();

    record Made(boolean[] state) {
      boolean closed() {
        return state[0];
      }
    }

    @Override
    public Tier tier() {
      return Tier.L1;
    }

    @Override
    public ResponseStore create(Settings settings, Consumer<String> warn) {
      Made one = new Made(new boolean[1]);
      made.add(one);
      return new FailingStore(new MemoryStore(1 << 20, InstantSource.system())) {
        @Override
        public void close() {
          one.state()[0] = true;
        }
      };
    }
  }

  /** Would make another one. */
  public static final class Second extends Factory {}

  /** Has nothing to make. */
  public static final class Unconfigured implements StoreFactory {

    @Override
    public Tier tier() {
      return Tier.L1;
    }

    @Override
    public @Nullable ResponseStore create(Settings settings, Consumer<String> warn) {
      return null;
    }
  }

  /** Remembers the one that was made. */
  public static final class Listener implements CacheListener {

    private static @Nullable RecordingListener last;
    private final RecordingListener told = new RecordingListener();

    public Listener() {
      last = told;
    }

    @Override
    public void on(io.llmcache.spi.CacheEvent event) {
      told.on(event);
    }
  }
}
