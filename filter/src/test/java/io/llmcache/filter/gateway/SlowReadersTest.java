package io.llmcache.filter.gateway;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.TEXT;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.filter.support.RawClient;
import io.llmcache.testing.UpstreamAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many who read slowly hold no thread: others get their answers. */
class SlowReadersTest extends GatewayFixture {

  /** More than the test servers have threads. */
  private static final int MANY = 16;

  @Test
  void slowReadersOfAStoredAnswerHoldUpNobody() throws IOException {
    String large = REPLY.replace(TEXT, "x".repeat(7 << 20));
    upstream.next(UpstreamAnswer.json(200, large), UpstreamAnswer.json(200, REPLY));
    List<RawClient> slow = new ArrayList<>();
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + PATH, "", bytes(requestAsking("large", false)));
      assertThat(client.answer().text()).isEqualTo(large);
      for (int i = 0; i < MANY; i++) {
        RawClient reader = new RawClient(server.port(), 4096);
        slow.add(reader);
        reader.post("/app/gateway/up" + PATH, "", bytes(requestAsking("large", false)));
        assertThat(reader.head().headers().first("Cache-Status")).contains("hit");
      }
      client.post("/app/gateway/up" + PATH, "", bytes(REQUEST));
      assertThat(client.answer().text()).isEqualTo(REPLY);
      client.post("/app/gateway/up" + PATH, "", bytes(REQUEST));
      assertThat(client.answer().headers().first("Cache-Status")).contains("hit");
    } finally {
      for (RawClient each : slow) {
        each.abort();
      }
    }
  }
}
