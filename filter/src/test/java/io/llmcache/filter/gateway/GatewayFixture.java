package io.llmcache.filter.gateway;

import io.llmcache.LlmCache;
import io.llmcache.filter.support.Caches;
import io.llmcache.filter.support.RawClient;
import io.llmcache.filter.support.TestServer;
import io.llmcache.testing.FakeUpstream;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway with the route {@code up} to a fake upstream, on each server. */
@ParameterizedClass
@EnumSource(TestServer.Kind.class)
abstract class GatewayFixture {

  @Parameter TestServer.Kind kind;

  final FakeUpstream upstream = FakeUpstream.start();
  LlmCache cache;
  TestServer server;

  @BeforeEach
  void start() {
    start(Map.of(), null);
  }

  @AfterEach
  void stop() {
    upstream.close();
    server.close();
    cache.close();
  }

  void restart(Map<String, String> settings) {
    server.close();
    cache.close();
    start(settings, null);
  }

  void restartWithSyncFilter() {
    server.close();
    cache.close();
    start(Map.of(), (request, response, chain) -> chain.doFilter(request, response));
  }

  private void start(Map<String, String> settings, Filter syncFilter) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("llmcache.gateway.routes", "up=" + upstream.uri());
    cache = Caches.with(all);
    server =
        TestServer.start(
            kind,
            (classes, context) -> {
              if (syncFilter != null) {
                var sync = context.addFilter("sync", syncFilter);
                sync.setAsyncSupported(false);
                sync.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
              }
              var gateway = context.addServlet("gateway", new GatewayServlet(cache));
              gateway.setAsyncSupported(true);
              gateway.addMapping("/gateway/*");
            });
  }

  RawClient client() throws IOException {
    return new RawClient(server.port());
  }
}
