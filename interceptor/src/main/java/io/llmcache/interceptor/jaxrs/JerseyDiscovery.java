package io.llmcache.interceptor.jaxrs;

import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.internal.spi.AutoDiscoverable;

/** How Jersey's clients find the cache. Public because Jersey makes it. */
public final class JerseyDiscovery implements AutoDiscoverable {

  @Override
  public void configure(FeatureContext context) {
    if (context.getConfiguration().getRuntimeType() == RuntimeType.CLIENT) {
      new LlmCacheFeature().configure(context);
    }
  }
}
