package io.llmcache.itests;

import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.ResponseStore;
import io.llmcache.spi.StoreFactory;
import io.llmcache.spi.Tier;
import io.llmcache.testing.StoreContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Near tiers as the engine finds them inside the server. */
final class NearStores {

  private NearStores() {}

  /** A WAR that can run a store's contract. */
  static WebArchive war(String name) {
    return ShrinkWrap.create(WebArchive.class, name)
        .addClass(NearStores.class)
        .addAsLibraries(Deployments.libraries())
        .addAsLibraries(Deployments.fixtures())
        .addAsLibraries(Deployments.assertions());
  }

  /** The same, with an entry in web.xml without which the server does not start what it names. */
  static WebArchive war(String name, String lookup) {
    return war(name)
        .setWebXML(
            new StringAsset(
                """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <resource-env-ref>
                    <resource-env-ref-name>infinispan/llmcache</resource-env-ref-name>
                    <lookup-name>%s</lookup-name>
                  </resource-env-ref>
                </web-app>
                """
                    .formatted(lookup)));
  }

  /** The store that the one factory for L1 makes. */
  static ResponseStore open(String namespace, long maxBytes, Consumer<String> warn) {
    Map<String, String> values =
        Map.of("llmcache.namespace", namespace, "llmcache.l1-max-size", String.valueOf(maxBytes));
    Settings settings =
        SettingsReader.read(List.of(SettingsSource.ofMap("the test", true, values)), warn);
    for (StoreFactory factory : ServiceLoader.load(StoreFactory.class)) {
      if (factory.tier() == Tier.L1) {
        ResponseStore store = factory.create(settings, warn);
        if (store != null) {
          return store;
        }
      }
    }
    throw new AssertionError("no near tier");
  }

  /** Microseconds of a put and of a get, after a warm-up; a rough figure for the log. */
  static String cost(ResponseStore store) {
    byte[] entry = new byte[2_048];
    long put = 0;
    long get = 0;
    int count = 5_000;
    for (int round = 0; round < 4; round++) {
      long begin = System.nanoTime();
      for (int i = 0; i < count; i++) {
        store.put(Keys.of(i), entry, Duration.ofMinutes(5)).toCompletableFuture().join();
      }
      put = System.nanoTime() - begin;
      begin = System.nanoTime();
      for (int i = 0; i < count; i++) {
        store.get(Keys.of(i)).toCompletableFuture().join();
      }
      get = System.nanoTime() - begin;
    }
    return "put %.1f us, get %.1f us".formatted(put / 1e3 / count, get / 1e3 / count);
  }

  /** Keys like the contract's. */
  private abstract static class Keys extends StoreContract {
    static CacheKey of(int number) {
      return key(number);
    }
  }
}
