package io.llmcache.filter.gateway;

import io.llmcache.LlmCache;
import io.llmcache.filter.support.Caches;
import io.llmcache.filter.support.HttpSender;
import io.llmcache.filter.support.TestServer;
import io.llmcache.filter.support.WaitingRequests;
import io.llmcache.testing.AdapterContract;
import io.llmcache.testing.Sender;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestServer.Kind.class)
class GatewayContractTest extends AdapterContract {

  @Parameter TestServer.Kind kind;
  private final WaitingRequests waiting = new WaitingRequests();

  @Override
  protected Sender open(URI target, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("llmcache.gateway.routes", "up=" + target);
    LlmCache cache = Caches.with(all, clock);
    TestServer server =
        TestServer.start(
            kind,
            (classes, context) -> {
              var filter = context.addFilter("waiting", waiting);
              filter.setAsyncSupported(true);
              filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
              var gateway = context.addServlet("gateway", new GatewayServlet(cache));
              gateway.setAsyncSupported(true);
              gateway.addMapping("/gateway/*");
            });
    return new HttpSender(server.uri("/gateway/up"), server, cache);
  }

  @Override
  protected Set<Trait> traits() {
    return Set.of(Trait.FAILURE_IS_STATUS);
  }

  @Override
  protected void awaitFollowers(int count) {
    waiting.await(1 + count);
  }
}
