package io.llmcache.filter;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.filter.gateway.GatewayServlet;
import io.llmcache.filter.support.Caches;
import io.llmcache.filter.support.ForwardingServlet;
import io.llmcache.filter.support.HttpSender;
import io.llmcache.filter.support.TestServer;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.Sender;
import io.llmcache.testing.UpstreamAnswer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask the gateway and the filter for an explanation. */
class ExplainAccessTest {

  private static final String FIELD = "llmcache-explain";
  private static final String ROLE = "X-Test-Role";

  private final FakeUpstream upstream = FakeUpstream.start();

  @AfterEach
  void stop() {
    upstream.close();
  }

  @ParameterizedTest
  @CsvSource({
    "off, support, false",
    "all, '', true",
    "role:support, support, true",
    "ROLE: support, support, true",
    "role:support, guest, false",
    "role:support, '', false",
  })
  void theSettingSaysWho(String setting, String role, boolean may) throws Exception {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    for (String path : new String[] {"", "/gateway/up"}) {
      try (Sender sender = sender(setting, path)) {
        Ask ask = Ask.chat(REQUEST).with(FIELD, "1").with(ROLE, role);
        for (int call = 1; call <= 2; call++) {
          check(sender, ask, may);
        }
        check(sender, ask.with("Cache-Control", "no-store"), may);
        check(sender, ask.to("/v1/unknown"), may && !path.isEmpty());
      }
    }
  }

  private static void check(Sender sender, Ask ask, boolean may) throws Exception {
    Answer answer = sender.send(ask);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo(REPLY);
    assertThat(answer.headers().first(FIELD) != null).isEqualTo(may);
  }

  private Sender sender(String setting, String path) {
    LlmCache cache =
        Caches.with(
            Map.of(
                "llmcache.explain",
                setting,
                "llmcache.gateway.routes",
                "up=" + upstream.uri(),
                "llmcache.namespace",
                path.isEmpty() ? "filter" : "gateway"));
    TestServer server =
        TestServer.start(
            TestServer.Kind.UNDERTOW,
            (classes, context) -> {
              EnumSet<DispatcherType> types =
                  EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC);
              var roles = context.addFilter("roles", new Roles());
              roles.setAsyncSupported(true);
              roles.addMappingForUrlPatterns(types, false, "/*");
              var filter = context.addFilter("llmcache", new LlmCacheFilter(cache));
              filter.setAsyncSupported(true);
              filter.addMappingForUrlPatterns(types, true, "/*");
              var gateway = context.addServlet("gateway", new GatewayServlet(cache));
              gateway.setAsyncSupported(true);
              gateway.addMapping("/gateway/*");
              var application = context.addServlet("app", new ForwardingServlet(upstream.uri()));
              application.setAsyncSupported(true);
              application.addMapping("/*");
            });
    return new HttpSender(server.uri(path), server, cache);
  }

  /** In place of the container's security: the caller has the role that it says. */
  private static final class Roles implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      HttpServletRequest asked = (HttpServletRequest) request;
      chain.doFilter(
          new HttpServletRequestWrapper(asked) {
            @Override
            public boolean isUserInRole(String role) {
              return role.equals(asked.getHeader(ROLE));
            }
          },
          response);
    }
  }
}
