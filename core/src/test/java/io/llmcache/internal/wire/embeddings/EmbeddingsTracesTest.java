package io.llmcache.internal.wire.embeddings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.BatchFormat.Piece;
import io.llmcache.spi.Pace;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.Usage;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.Traces;
import io.llmcache.testing.Traces.Exchange;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Everything that was recorded of embeddings, with all providers. */
@EnabledIf(
    value = "io.llmcache.testing.Traces#available",
    disabledReason = "the recorded traces are not on this machine")
class EmbeddingsTracesTest {

  private final OpenAiEmbeddings format = new OpenAiEmbeddings();
  private static List<Exchange> exchanges = List.of();

  @BeforeAll
  static void readTraces() {
    exchanges = Traces.of("openai.embeddings").toList();
    assertThat(exchanges).hasSizeGreaterThan(60);
  }

  @Test
  void everyRequestIsRead() throws Exception {
    for (Exchange exchange : exchanges) {
      assertThat(format.recognises("POST", target(exchange))).as("%s", exchange).isTrue();
      JsonNode body = JsonSpelling.tree(exchange.requestBody());
      RequestFacts facts = read(exchange, exchange.requestBody());
      assertThat(facts.form())
          .as("%s", exchange)
          .isEqualTo(body.path("encoding_format").asText("float"));
      assertThat(facts.requestClass()).isEqualTo(RequestClass.EXACT_ONLY);
    }
  }

  @Test
  void otherSpellingsHaveTheSameKey() throws Exception {
    Random random = new Random(7);
    for (Exchange exchange : exchanges) {
      byte[] other = JsonSpelling.of(exchange.requestBody(), random, path -> false);
      assertThat(new String(read(exchange, other).canonical(), UTF_8))
          .as("%s", exchange)
          .isEqualTo(new String(read(exchange, exchange.requestBody()).canonical(), UTF_8));
    }
  }

  @Test
  void repliesEndAsRecorded() throws Exception {
    for (Exchange exchange : exchanges) {
      JsonNode reply = JsonSpelling.tree(exchange.responseBody());
      ReplyFacts facts = tracked(exchange, exchange.responseBody().length);
      assertThat(facts.ending())
          .as("%s", exchange)
          .isEqualTo(exchange.status() == 200 ? Ending.NATURAL : Ending.ERROR);
      assertThat(tracked(exchange, 1)).isEqualTo(facts);
      if (exchange.status() == 200) {
        JsonNode usage = reply.path("usage");
        long tokens =
            usage.has("prompt_tokens")
                ? usage.path("prompt_tokens").asLong()
                : usage.path("total_tokens").asLong(-1);
        assertThat(facts.usage().promptTokens()).as("%s", exchange).isEqualTo(tokens);
        assertThat(facts.model()).isEqualTo(reply.path("model").asText());
      }
    }
  }

  /** Each is had in the other encoding and back again, with the very same numbers. */
  @Test
  void vectorsGoToTheOtherEncodingAndBack() throws Exception {
    int reframed = 0;
    for (Exchange exchange : good()) {
      RequestFacts recorded = read(exchange, exchange.requestBody());
      String otherWay = recorded.form().equals("base64") ? "float" : "base64";
      RequestFacts other = read(exchange, encodedAs(exchange, otherWay));
      StoredReply there = format.reframe(other, stored(recorded, exchange.responseBody()));
      assertThat(there).as("%s", exchange).isNotNull();
      StoredReply back = format.reframe(recorded, there);
      assertThat(back).as("%s", exchange).isNotNull();
      JsonNode original = JsonSpelling.tree(exchange.responseBody());
      assertThat(floats(JsonSpelling.tree(there.body())))
          .as("%s", exchange)
          .isEqualTo(floats(original));
      assertThat(floats(JsonSpelling.tree(back.body()))).isEqualTo(floats(original));
      if (otherWay.equals("float")) {
        assertThat(JsonSpelling.tree(back.body())).as("%s", exchange).isEqualTo(original);
      }
      reframed++;
    }
    assertThat(reframed).isEqualTo(good().size());
  }

  @Test
  void batchesArePartedAndJoinedAgain() throws Exception {
    int batches = 0;
    for (Exchange exchange : good()) {
      List<RequestFacts> parts = format.split(read(exchange, exchange.requestBody()));
      if (parts.isEmpty()) {
        continue;
      }
      batches++;
      List<Piece> pieces = format.splitReply(parts, exchange.responseBody());
      assertThat(pieces).as("%s", exchange).hasSize(parts.size());
      for (int i = 0; i < pieces.size(); i++) {
        ReplyTracker tracker = format.track(parts.get(i), 200, exchange.responseHeaders());
        tracker.accept(ByteBuffer.wrap(pieces.get(i).body()));
        ReplyFacts facts = tracker.end();
        assertThat(facts.ending()).isEqualTo(Ending.NATURAL);
        assertThat(facts.usage()).isEqualTo(pieces.get(i).usage());
      }
      List<byte[]> bodies = pieces.stream().map(Piece::body).toList();
      assertThat(JsonSpelling.tree(format.join(bodies, bodies.get(0))))
          .as("%s", exchange)
          .isEqualTo(JsonSpelling.tree(exchange.responseBody()));
    }
    assertThat(batches).isGreaterThan(10);
  }

  private static List<Exchange> good() {
    return exchanges.stream().filter(exchange -> exchange.status() == 200).toList();
  }

  private static List<Float> floats(JsonNode reply) {
    List<Float> floats = new ArrayList<>();
    for (JsonNode element : reply.path("data")) {
      JsonNode vector = element.path("embedding");
      if (vector.isTextual()) {
        ByteBuffer bytes =
            ByteBuffer.wrap(Base64.getDecoder().decode(vector.textValue()))
                .order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
          floats.add(bytes.getFloat());
        }
      } else {
        vector.forEach(number -> floats.add(Float.parseFloat(number.asText())));
      }
    }
    return floats;
  }

  private static byte[] encodedAs(Exchange exchange, String encoding) {
    ObjectNode body = (ObjectNode) JsonSpelling.tree(exchange.requestBody());
    return body.put("encoding_format", encoding).toString().getBytes(UTF_8);
  }

  private static StoredReply stored(RequestFacts facts, byte[] body) {
    return new StoredReply(
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ofHours(1),
        0,
        facts.format(),
        facts.model(),
        facts.form(),
        200,
        Headers.of("Content-Type", "application/json"),
        body,
        Usage.UNKNOWN,
        Duration.ZERO,
        List.of(),
        Pace.UNKNOWN);
  }

  private ReplyFacts tracked(Exchange exchange, int piece) throws UnreadableRequestException {
    RequestFacts facts = read(exchange, exchange.requestBody());
    ReplyTracker tracker = format.track(facts, exchange.status(), exchange.responseHeaders());
    byte[] body = exchange.responseBody();
    for (int at = 0; at < body.length; at += piece) {
      tracker.accept(ByteBuffer.wrap(body, at, Math.min(piece, body.length - at)));
    }
    assertThat(tracker.complete()).as("%s", exchange).isTrue();
    return tracker.end();
  }

  private static URI target(Exchange exchange) {
    return URI.create("https://" + exchange.host() + exchange.path());
  }

  private RequestFacts read(Exchange exchange, byte[] body) throws UnreadableRequestException {
    return format.read(
        CacheRequest.of(WayIn.CLIENT, "POST", target(exchange), exchange.headers(), body));
  }
}
