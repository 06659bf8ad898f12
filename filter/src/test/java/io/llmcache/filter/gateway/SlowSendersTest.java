package io.llmcache.filter.gateway;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.filter.support.Caches;
import io.llmcache.filter.support.RawClient;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.UpstreamAnswer;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.handlers.builder.PredicatedHandlersParser;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Those who send slowly hold no thread of a server that buffers requests, as docs/security.md has
 * it.
 */
class SlowSendersTest {

  private static final String BUFFERING = "buffer-request(buffers=160)";

  @Test
  void othersGetTheirAnswers() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.start();
        LlmCache cache = Caches.with(Map.of("llmcache.gateway.routes", "up=" + upstream.uri()))) {
      upstream.always(UpstreamAnswer.json(200, REPLY));
      Undertow server = server(cache);
      server.start();
      try {
        check(((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort());
      } finally {
        server.stop();
      }
    }
  }

  private static Undertow server(LlmCache cache) throws Exception {
    jakarta.servlet.ServletContainerInitializer application =
        (classes, context) -> {
          var gateway = context.addServlet("gateway", new GatewayServlet(cache));
          gateway.setAsyncSupported(true);
          gateway.addMapping("/gateway/*");
        };
    var deployment =
        Servlets.deployment()
            .setClassLoader(SlowSendersTest.class.getClassLoader())
            .setContextPath("/app")
            .setDeploymentName("test")
            .addServletContainerInitializer(
                new io.undertow.servlet.api.ServletContainerInitializerInfo(
                    application.getClass(), new ImmediateInstanceFactory<>(application), Set.of()));
    var manager = Servlets.newContainer().addDeployment(deployment);
    manager.deploy();
    var paths = Handlers.path().addPrefixPath("/app", manager.start());
    return Undertow.builder()
        .addHttpListener(
            0,
            "127.0.0.1",
            Handlers.predicates(
                PredicatedHandlersParser.parse(BUFFERING, SlowSendersTest.class.getClassLoader()),
                paths))
        .setWorkerThreads(4)
        .setIoThreads(2)
        .build();
  }

  private static void check(int port) throws IOException {
    byte[] body = bytes(REQUEST);
    List<RawClient> slow = new ArrayList<>();
    try (RawClient client = new RawClient(port)) {
      for (int i = 0; i < 40; i++) {
        RawClient sender = new RawClient(port);
        slow.add(sender);
        sender.post("/app/gateway/up" + PATH, "X-Padding: 1\n", new byte[0]);
        sender.answer();
        sender.send(
            "POST /app/gateway/up%s HTTP/1.1\nHost: me\nContent-Length: %d\n\n"
                .formatted(PATH, body.length));
        sender.send(Arrays.copyOf(body, 10));
      }
      for (int i = 0; i < 3; i++) {
        client.post("/app/gateway/up" + PATH, "", body);
        assertThat(client.answer().text()).isEqualTo(REPLY);
      }
      for (RawClient sender : slow) {
        sender.send(Arrays.copyOfRange(body, 10, body.length));
        assertThat(sender.answer().text()).isEqualTo(REPLY);
      }
    } finally {
      for (RawClient each : slow) {
        each.close();
      }
    }
  }
}
