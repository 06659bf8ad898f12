package io.llmcache.internal.wire.embeddings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Usage;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.EmbeddingsFixtures;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEmbeddingsTest extends WireFormatContract {

  private static final String ONE = EmbeddingsFixtures.request("Die letzte Fähre ⛴");
  private static final String THREE = EmbeddingsFixtures.request("Möja", "Sandhamn", "Möja");
  private static final String BASE64 = EmbeddingsFixtures.request("base64", List.of("Möja", "Utö"));
  private static final String TOKENS =
      EmbeddingsFixtures.request("float", List.of(List.of(15339, 1917), List.of(100)));
  private static final String RICH =
      """
      {"model":"voyage-3.5","input":["Möja","Utö"],"dimensions":256,"input_type":"document",
       "output_dimension":1024,"output_dtype":"int8","truncation":false,"late_chunking":true,
       "encoding_format":"base64","user":"u-1"}
      """;

  private static final String TARGET = "https://api.openai.com/v1/embeddings";

  @Override
  protected WireFormat format() {
    return new OpenAiEmbeddings();
  }

  @Override
  protected URI target() {
    return URI.create(TARGET);
  }

  @Override
  protected List<String> requests() {
    return List.of(ONE, THREE, BASE64, TOKENS, RICH);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return false;
  }

  @Override
  protected List<Change> changes() {
    return List.of(
        new Change(ONE, "/model", "\"text-embedding-3-large\""),
        new Change(ONE, "/input", "\"Die letzte Fähre\""),
        new Change(ONE, "/input", "\" Die letzte Fähre ⛴\""),
        new Change(ONE, "/input", "[\"Die letzte Fähre ⛴\",\"Die letzte Fähre ⛴\"]"),
        new Change(ONE, "/dimensions", "512"),
        new Change(ONE, "/x_new", "{}"),
        new Change(ONE, "/input_type", "\"query\""),
        new Change(THREE, "/input", "[\"Sandhamn\",\"Möja\",\"Möja\"]"),
        new Change(THREE, "/input", "[\"Möja\",\"Sandhamn\"]"),
        new Change(TOKENS, "/input", "[[15339],[1917,100]]"),
        new Change(TOKENS, "/input", "[[15339,1917],[101]]"),
        new Change(TOKENS, "/input", "[\"15339 1917\",\"100\"]"),
        new Change(RICH, "/dimensions", "255"),
        new Change(RICH, "/input_type", "\"query\""),
        new Change(RICH, "/output_dimension", "512"),
        new Change(RICH, "/output_dtype", "\"uint8\""),
        new Change(RICH, "/output_dtype", "null"),
        new Change(RICH, "/truncation", "true"),
        new Change(RICH, "/late_chunking", "false"));
  }

  @Override
  protected List<SampleReply> replies() {
    String one = EmbeddingsFixtures.reply(ONE);
    String three = EmbeddingsFixtures.reply(THREE);
    return List.of(
        new SampleReply("one", ONE, one, Ending.NATURAL, "}"),
        new SampleReply("three", THREE, three, Ending.NATURAL, "}"),
        new SampleReply("base64", BASE64, EmbeddingsFixtures.reply(BASE64), Ending.NATURAL, "}"),
        new SampleReply("tokens", TOKENS, EmbeddingsFixtures.reply(TOKENS), Ending.NATURAL, "}"),
        new SampleReply("too few", THREE, one, Ending.INCOMPLETE, "}"),
        new SampleReply("too many", ONE, three, Ending.INCOMPLETE, "}"),
        new SampleReply(
            "one twice",
            THREE,
            three.replace("\"index\":2", "\"index\":1"),
            Ending.INCOMPLETE,
            "}"),
        new SampleReply(
            "another index",
            ONE,
            one.replace("\"index\":0", "\"index\":1"),
            Ending.INCOMPLETE,
            "}"),
        new SampleReply(
            "half an index",
            ONE,
            one.replace("\"index\":0", "\"index\":0.5"),
            Ending.INCOMPLETE,
            "}"),
        new SampleReply(
            "no vector",
            ONE,
            "{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":[]}]}",
            Ending.INCOMPLETE,
            "}"),
        new SampleReply(
            "no number",
            ONE,
            "{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":[0.5,null]}]}",
            Ending.INCOMPLETE,
            "}"),
        new SampleReply("nothing", ONE, "{}", Ending.INCOMPLETE, "}"),
        new SampleReply(
            "error", ONE, "{\"error\":{\"message\":\"overloaded\"}}", Ending.ERROR, "}"),
        new SampleReply("a stream", ONE, "data: {\"object\":\"list\"}\n\n", Ending.INCOMPLETE, ""));
  }

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(WireFormat.class))
        .anySatisfy(format -> assertThat(format.id()).isEqualTo("openai.embeddings"));
  }

  @Test
  void recognisesAnyBasePath() {
    for (String path :
        List.of(
            "/embeddings", "/openai/deployments/d/embeddings?api-version=1", "/v1/embeddings")) {
      assertThat(format().recognises("POST", URI.create("http://localhost:8000" + path)))
          .as(path)
          .isTrue();
    }
    for (String path :
        List.of(
            "/v1/multimodalembeddings", "/v1/embeddings/x", "/v2/embed", "/api/embeddings", "")) {
      assertThat(format().recognises("POST", URI.create("http://localhost:8000" + path)))
          .as(path)
          .isFalse();
    }
    assertThat(format().recognises("POST", URI.create("mailto:a@example.org"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"m\",\"input\":\"Möja\"}",
        "{\"model\":\"m\",\"input\":[\"M\\u00f6ja\"],\"encoding_format\":\"base64\"}",
        "{\"input\":\"Möja\",\"user\":\"u\",\"model\":\"m\",\"dimensions\":null}"
      })
  void aTextIsAListOfOneText(String request) throws Exception {
    RequestFacts facts = read(request);

    assertThat(new String(facts.canonical(), UTF_8))
        .isEqualTo("{\"input\":[\"Möja\"],\"model\":\"m\"}");
    assertThat(facts.requestClass()).isEqualTo(RequestClass.EXACT_ONLY);
    assertThat(facts.shape()).isEqualTo(Shape.UNARY);
    assertThat(facts.lengthLimited()).isFalse();
  }

  @Test
  void aListOfTokensIsAListOfOneSuchList() throws Exception {
    RequestFacts one = read("{\"model\":\"m\",\"input\":[1000, 2.0]}");

    assertThat(sameKey(one, read("{\"model\":\"m\",\"input\":[[1e3, 2]]}"))).isTrue();
    assertThat(sameKey(one, read("{\"model\":\"m\",\"input\":[[1000],[2]]}"))).isFalse();
  }

  @Test
  void formsAreTheWaysToWriteVectors() throws Exception {
    assertThat(read("{\"model\":\"m\",\"input\":\"a\"}").form()).isEqualTo("float");
    assertThat(read(ONE).form()).isEqualTo("float");
    assertThat(read(BASE64).form()).isEqualTo("base64");
    assertThat(read(RICH).form()).isEqualTo("base64;dtype=int8");
  }

  @Test
  void azureNamesTheModelInThePath() throws Exception {
    URI azure =
        URI.create("https://r.openai.azure.com/openai/deployments/d-1/embeddings?api-version=2");
    RequestFacts facts = read(azure, "{\"input\":\"a\"}".getBytes(UTF_8));

    assertThat(facts.model()).isEqualTo("d-1");
    assertThat(facts.keyQuery()).containsExactly("api-version=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"input\":\"a\"}",
        "{\"model\":7,\"input\":\"a\"}",
        "{\"model\":\"m\"}",
        "{\"model\":\"m\",\"input\":[]}",
        "{\"model\":\"m\",\"input\":null}",
        "{\"model\":\"m\",\"input\":{\"text\":\"a\"}}",
        "{\"model\":\"m\",\"input\":7}",
        "{\"model\":\"m\",\"input\":\"a\",\"encoding_format\":7}"
      })
  void whatIsNoRequestForEmbeddingsIsRefused(String request) {
    assertRefused(request.getBytes(UTF_8));
  }

  @Test
  void tokensAndModelAreReadFromTheReply() throws Exception {
    ReplyFacts facts = tracked(read(ONE), EmbeddingsFixtures.reply(ONE).getBytes(UTF_8));

    assertThat(facts.model()).isEqualTo("text-embedding-3-small-v1");
    assertThat(facts.usage()).isEqualTo(new Usage(21, -1));
    String voyage =
        "{\"data\":[{\"index\":0,\"embedding\":\"AACAPw==\"}],\"usage\":{\"total_tokens\":3}}";
    assertThat(tracked(read(ONE), voyage.getBytes(UTF_8)).usage()).isEqualTo(new Usage(3, -1));
  }

  @Test
  void vectorsAreHadInTheOtherEncoding() throws Exception {
    String asFloat = BASE64.replace("base64", "float");
    String numbers = EmbeddingsFixtures.reply(asFloat);
    String text = EmbeddingsFixtures.reply(BASE64);

    assertThat(reframed(read(asFloat), stored(read(BASE64), text.getBytes(UTF_8))))
        .isEqualTo(EmbeddingsFixtures.tree(numbers));
    assertThat(reframed(read(BASE64), stored(read(asFloat), numbers.getBytes(UTF_8))))
        .isEqualTo(EmbeddingsFixtures.tree(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":[{\"index\":0,\"embedding\":\"no base64!\"}]}",
        "{\"data\":[{\"index\":0,\"embedding\":\"AAA=\"}]}",
        "{\"data\":[{\"index\":0,\"embedding\":\"AADAfw==\"}]}",
        "{\"data\":[{\"index\":0,\"embedding\":\"\"}]}",
        "{\"data\":[{\"index\":0}]}",
        "{\"data\":[]}",
        "[]",
        "{"
      })
  void whatIsNoVectorIsNotHadInTheOtherEncoding(String body) throws Exception {
    StoredReply stored = stored(read(BASE64), body.getBytes(UTF_8));

    assertThat(format().reframe(read(ONE), stored)).isNull();
  }

  @Test
  void whatIsMoreThanAFloatKeepsItsDigits() throws Exception {
    String body = "{\"data\":[{\"index\":0,\"embedding\":[0.12345678901234567]}]}";

    assertThat(format().reframe(read(BASE64), stored(read(ONE), body.getBytes(UTF_8)))).isNull();
  }

  @Test
  void otherTypesOfNumbersAreNotReframed() throws Exception {
    StoredReply stored = stored(read(RICH), EmbeddingsFixtures.reply(RICH).getBytes(UTF_8));

    assertThat(format().reframe(read(RICH.replace("base64", "float")), stored)).isNull();
  }

  private @Nullable JsonNode reframed(RequestFacts wanted, StoredReply stored) {
    StoredReply other = format().reframe(wanted, stored);
    assertThat(other).isNotNull();
    assertThat(other.form()).isEqualTo(wanted.form());
    return EmbeddingsFixtures.tree(new String(other.body(), UTF_8));
  }
}
