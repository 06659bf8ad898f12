package io.llmcache.benchmarks.web.client;

import io.llmcache.LlmCaches;
import io.llmcache.settings.SettingsSource;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.URI;
import java.util.Map;

/** The cache has the answers; its filter finds its way into the client by itself. */
public final class CachedCalls extends Calls {

  public CachedCalls(String target) {
    super(builder(target), target);
  }

  @Override
  public void close() {
    super.close();
    LlmCaches.stop(Thread.currentThread().getContextClassLoader());
  }

  private static ClientBuilder builder(String target) {
    LlmCaches.start(
        Thread.currentThread().getContextClassLoader(),
        SettingsSource.ofMap(
            "benchmark", true, Map.of("llmcache.upstream-hosts", URI.create(target).getHost())));
    return ClientBuilder.newBuilder();
  }
}
