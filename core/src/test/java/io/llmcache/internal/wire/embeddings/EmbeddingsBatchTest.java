package io.llmcache.internal.wire.embeddings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.BatchFormat.Piece;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.Usage;
import io.llmcache.testing.EmbeddingsFixtures;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch is what its inputs are alone. */
class EmbeddingsBatchTest {

  private final OpenAiEmbeddings format = new OpenAiEmbeddings();

  @Test
  void eachInputIsTheRequestForItAlone() throws Exception {
    List<?> inputs = List.of("Möja", "\u0001\"", List.of(1000, 2), "Möja", " ");
    List<RequestFacts> parts = format.split(read(EmbeddingsFixtures.request("base64", inputs)));

    assertThat(parts).hasSize(5);
    for (int i = 0; i < inputs.size(); i++) {
      RequestFacts alone = read(EmbeddingsFixtures.request("base64", List.of(inputs.get(i))));
      assertThat(parts.get(i)).usingRecursiveComparison().isEqualTo(alone);
    }
    assertThat(Arrays.equals(parts.get(0).canonical(), parts.get(3).canonical())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"m\",\"input\":\"a\"}",
        "{\"model\":\"m\",\"input\":[\"a\"]}",
        "{\"model\":\"m\",\"input\":[1,2,3]}",
        "{\"model\":\"m\",\"input\":[\"a\",\"b\"],\"late_chunking\":true}",
        "{\"model\":\"m\",\"input\":[\"a\",{\"image\":\"b\"}]}",
        "{\"model\":\"m\",\"input\":[\"a\",[]]}",
        "{\"model\":\"m\",\"input\":[\"a\",null]}",
        "{\"model\":\"m\",\"input\":[\"a\",1]}"
      })
  void whatMayDependOnItsNeighboursIsNotParted(String request) throws Exception {
    assertThat(format.split(read(request))).isEmpty();
  }

  @Test
  void onlyTheInputsOfTheBodyAreLess() {
    String body =
        """
        {"user":"u-1", "input":["a","b\\u00f6","c"], "model":"m","dimensions":1000,
         "truncation":null,"encoding_format":"float"}
        """;

    assertThat(new String(format.request(request(body), List.of(1, 2)), UTF_8))
        .isEqualTo(
            "{\"user\":\"u-1\",\"input\":[\"bö\",\"c\"],\"model\":\"m\",\"dimensions\":1000,"
                + "\"truncation\":null,\"encoding_format\":\"float\"}");
    String tokens = "{\"model\":\"m\",\"input\":[[1000,20],[30]]}";
    assertThat(new String(format.request(request(tokens), List.of(0)), UTF_8))
        .isEqualTo("{\"model\":\"m\",\"input\":[[1000,20]]}");
  }

  @Test
  void eachPieceIsTheReplyToItsInputAlone() throws Exception {
    List<?> inputs = List.of("Möja", "Sandhamn", List.of(7, 8, 9));
    for (String encoding : List.of("float", "base64")) {
      String request = EmbeddingsFixtures.request(encoding, inputs);
      List<Piece> pieces = pieces(request, EmbeddingsFixtures.reply(request));
      for (int i = 0; i < inputs.size(); i++) {
        String alone = EmbeddingsFixtures.request(encoding, List.of(inputs.get(i)));
        assertThat(tree(pieces.get(i).body()))
            .isEqualTo(EmbeddingsFixtures.tree(EmbeddingsFixtures.reply(alone)));
      }
      assertThat(pieces.get(0).usage()).isEqualTo(new Usage(5, -1));
    }
  }

  @Test
  void theOrderOfTheReplyIsThatOfItsIndexes() throws Exception {
    String request = EmbeddingsFixtures.request("a", "b");
    String reply =
        "{\"data\":[{\"index\":1,\"embedding\":[2]},{\"index\":0,\"embedding\":[1]}],\"model\":\"m\"}";
    List<Piece> pieces = pieces(request, reply);

    assertThat(new String(pieces.get(0).body(), UTF_8))
        .isEqualTo("{\"data\":[{\"index\":0,\"embedding\":[1]}],\"model\":\"m\"}");
    assertThat(new String(pieces.get(1).body(), UTF_8))
        .isEqualTo("{\"data\":[{\"index\":0,\"embedding\":[2]}],\"model\":\"m\"}");
  }

  @Property(tries = 200)
  void whatIsPartedAndJoinedIsTheSameAgain(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(12); i++) {
      texts.add("t".repeat(random.nextInt(30)) + random.nextInt(5));
    }
    String request = EmbeddingsFixtures.request(random.nextBoolean() ? "float" : "base64", texts);
    String usage =
        "\"usage\":{\"prompt_tokens\":%d,\"total_tokens\":%d,\"cost\":%d.%02d1,\"x\":null,\"d\":{\"e\":%d}}"
            .formatted(
                random.nextInt(50),
                random.nextInt(5000),
                random.nextInt(2),
                random.nextInt(100),
                random.nextInt(3));
    String reply = EmbeddingsFixtures.reply(request).replaceFirst("\"usage\":\\{.*?\\}", usage);
    List<Piece> pieces = pieces(request, reply);
    List<byte[]> bodies = pieces.stream().map(Piece::body).toList();

    assertThat(tree(Objects.requireNonNull(format.join(bodies, bodies.get(0)))))
        .isEqualTo(EmbeddingsFixtures.tree(reply));
    for (Piece piece : pieces) {
      tree(piece.body()).path("usage").forEach(n -> assertThat(n.doubleValue()).isNotNegative());
    }
  }

  @Test
  void vectorsOfDifferentLengthsDoNotGoTogether() {
    byte[] one = "{\"data\":[{\"index\":0,\"embedding\":[1,2]}]}".getBytes(UTF_8);
    byte[] other = "{\"data\":[{\"index\":0,\"embedding\":[1]}]}".getBytes(UTF_8);
    byte[] counted = "{\"data\":[{\"index\":0,\"embedding\":[1]}],\"usage\":{}}".getBytes(UTF_8);

    assertThat(format.join(List.of(one, one), one)).isNotNull();
    assertThat(format.join(List.of(one, other), one)).isNull();
    assertThat(format.join(List.of(other, counted), other)).isNull();
    assertThat(format.join(List.of(one, "{".getBytes(UTF_8)), one)).isNull();
    assertThat(format.join(List.of(one, one), "[]".getBytes(UTF_8))).isNull();
  }

  @Property(tries = 300)
  void noBytesMakeItThrow(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    String request = EmbeddingsFixtures.request("a", "b");
    byte[] reply = EmbeddingsFixtures.reply(request).getBytes(UTF_8);
    for (int i = 0; i <= random.nextInt(3); i++) {
      reply[random.nextInt(reply.length)] = (byte) "{}[]\",:0e-".charAt(random.nextInt(10));
    }
    List<Piece> pieces = format.splitReply(format.split(read(request)), reply);
    assertThat(pieces == null || pieces.size() == 2).isTrue();
    format.join(List.of(reply, reply), reply);
  }

  private List<Piece> pieces(String request, String reply) throws UnreadableRequestException {
    return Objects.requireNonNull(
        format.splitReply(format.split(read(request)), reply.getBytes(UTF_8)));
  }

  private static JsonNode tree(byte[] json) {
    return EmbeddingsFixtures.tree(new String(json, UTF_8));
  }

  private RequestFacts read(String body) throws UnreadableRequestException {
    return format.read(request(body));
  }

  private static CacheRequest request(String body) {
    return CacheRequest.of(
        WayIn.CLIENT,
        "POST",
        URI.create("https://api.openai.com/v1/embeddings"),
        Headers.EMPTY,
        body.getBytes(UTF_8));
  }
}
