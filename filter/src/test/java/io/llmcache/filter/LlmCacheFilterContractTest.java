package io.llmcache.filter;

import io.llmcache.LlmCache;
import io.llmcache.filter.support.Caches;
import io.llmcache.filter.support.ForwardingServlet;
import io.llmcache.filter.support.HttpSender;
import io.llmcache.filter.support.TestServer;
import io.llmcache.filter.support.WaitingRequests;
import io.llmcache.testing.AdapterContract;
import io.llmcache.testing.Sender;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestServer.Kind.class)
class LlmCacheFilterContractTest extends AdapterContract {

  @Parameter TestServer.Kind kind;
  private final WaitingRequests waiting = new WaitingRequests();

  @Override
  protected Sender open(URI target, Map<String, String> settings) {
    LlmCache cache = Caches.with(settings, clock);
    TestServer server =
        TestServer.start(
            kind,
            (classes, context) -> {
              var count = context.addFilter("waiting", waiting);
              count.setAsyncSupported(true);
              count.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
              var filter = context.addFilter("llmcache", new LlmCacheFilter(cache));
              filter.setAsyncSupported(true);
              filter.addMappingForUrlPatterns(
                  EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
              var application = context.addServlet("app", new ForwardingServlet(target));
              application.setAsyncSupported(true);
              application.addMapping("/*");
            });
    return new HttpSender(server.uri(""), server, cache);
  }

  @Override
  protected Set<Trait> traits() {
    return Set.of(Trait.FAILURE_IS_STATUS, Trait.PASSES_CACHE_FIELDS, Trait.ASKS_FOR_ALL);
  }

  @Override
  protected void awaitFollowers(int count) {
    waiting.await(count);
  }
}
