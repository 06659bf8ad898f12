package io.llmcache.filter.gateway;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.Reply;
import io.llmcache.filter.support.Caches;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UpstreamsTest {

  @Test
  void aClosedGatewayLeavesNoClientThoughItsConnectionIsIdle() throws Exception {
    try (FakeUpstream upstream = FakeUpstream.start().always(UpstreamAnswer.json(200, REPLY));
        LlmCache cache = Caches.with(Map.of())) {
      WeakReference<HttpClient> used = used(upstream, cache);
      Waiting.until(
          () -> {
            System.gc();
            return used.get() == null;
          },
          "the idle connection holds the client");
    }
  }

  /** In a method of its own, whose variables are gone with it. */
  private static WeakReference<HttpClient> used(FakeUpstream upstream, LlmCache cache)
      throws IOException {
    try (Upstreams upstreams = new Upstreams(cache.settings().gateway())) {
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      UpstreamCall call =
          new UpstreamCall(
              upstreams,
              cache.bypass("request-too-large"),
              new UpstreamCall.Caller() {
                @Override
                public void answer(Reply given) {
                  reply.complete(given);
                }

                @Override
                public void failed(Throwable cause) {
                  reply.completeExceptionally(cause);
                }
              });
      call.start(HttpRequest.newBuilder(URI.create(upstream.uri() + PATH)).GET().build(), null);
      assertThat(Waiting.on(reply).body().stream()).hasContent(REPLY);
      return new WeakReference<>(upstreams.client());
    }
  }
}
