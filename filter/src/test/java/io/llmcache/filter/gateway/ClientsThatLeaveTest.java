package io.llmcache.filter.gateway;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.filter.support.Caches;
import io.llmcache.filter.support.RawClient;
import io.llmcache.filter.support.TestServer;
import io.llmcache.filter.support.WatchedBuffers;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.LiveAnswer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * That a stream whose client leaves touches nobody else's bytes: no buffer that Undertow has taken
 * back and may have given to another connection.
 */
class ClientsThatLeaveTest {

  private static final int CLIENTS = 150;
  private static final int EVENTS = 4;

  @Test
  void noBufferIsUsedOnceItIsGivenBack() throws IOException {
    WatchedBuffers buffers = new WatchedBuffers();
    try (FakeUpstream upstream = FakeUpstream.start();
        LlmCache cache = Caches.with(Map.of("llmcache.gateway.routes", "up=" + upstream.uri()));
        TestServer server =
            TestServer.start(
                buffers,
                (classes, context) -> {
                  var gateway = context.addServlet("gateway", new GatewayServlet(cache));
                  gateway.setAsyncSupported(true);
                  gateway.addMapping("/gateway/*");
                })) {
      for (int i = 0; i < CLIENTS; i++) {
        leave(server, upstream.nextLive(), requestAsking("Question " + i, true));
      }
    }
    assertThat(buffers.usedAfterwards()).isEmpty();
  }

  private static void leave(TestServer server, LiveAnswer live, String question)
      throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.post("/app/gateway/up" + PATH, "", bytes(question));
      live.awaitRequest().eventStream().send(": hello\n\n");
      client.head();
      assertThat(client.chunk()).isNotEmpty();
      client.abort();
    }
    for (int i = 0; i < EVENTS; i++) {
      live.send("data: {}\n\n");
    }
    live.end();
  }
}
