package io.llmcache.interceptor.jaxrs;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.LiveAnswer;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class JerseyBehaviourTest extends JaxRsBehaviour {

  @Override
  String platform() {
    return "org.glassfish.jersey.";
  }

  /** As on an implementation that the cache does not know. */
  @Test
  void whereFailuresAreNotSeenCallsAreNotMerged() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.start();
        JaxRsSender sender =
            new JaxRsSender(
                ClientBuilder.newClient()
                    .property("jersey.config.disableAutoDiscovery", true)
                    .register(LlmCacheClientFilter.class),
                upstream.uri(),
                Map.of())) {
      LiveAnswer live = upstream.nextLive();
      upstream.always(UpstreamAnswer.json(200, REPLY));
      Ask ask = Ask.chat(OpenAiChatFixtures.REQUEST);
      Future<String> first = Background.start(() -> sender.send(ask).text());
      live.awaitRequest();
      assertThat(Background.limited(() -> sender.send(ask).text())).isEqualTo(REPLY);
      assertThat(Background.limited(() -> sender.send(ask).isHit())).isTrue();
      live.whole(200, Headers.EMPTY, OpenAiChatFixtures.bytes(REPLY));
      assertThat(Waiting.on(first)).isEqualTo(REPLY);
      assertThat(upstream.count()).isEqualTo(2);
    }
  }
}
