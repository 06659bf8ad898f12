package io.llmcache.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.llmcache.settings.SettingsException;
import io.llmcache.spi.Embedder;
import io.llmcache.spi.EmbedderFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEmbedderTest {

  private static final String KEY = "sk-very-secret";
  private static final String TEXT = "where is my parcel";

  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  private FakeService service;

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    service = new FakeService();
    service.answers(FakeEmbeddings::floats);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private Embedder open(String... more) {
    return open(Duration.ofSeconds(20), more);
  }

  private Embedder open(Duration probe, String... more) {
    List<String> settings = new ArrayList<>(List.of("embedding-timeout", "20s"));
    settings.addAll(List.of("embedding", "openai:" + service.url() + "/#some-model:7b"));
    settings.addAll(List.of(more));
    return new OpenAiEmbedderFactory(probe)
        .create(SettingsOf.with(settings.toArray(String[]::new)), warnings::add);
  }

  @Test
  void givesUnitVectorsInTheOrderOfTheTexts() throws IOException {
    Embedder embedder = open();
    assertThat(embedder.dimension()).isEqualTo(2);
    assertThat(embedder.embed(TEXT)).containsExactly(FakeEmbeddings.vector(TEXT), within(1e-6f));
    List<float[]> vectors = embedder.embed(List.of("a", "", "ccc", "a"));
    assertThat(vectors.get(0)).containsExactly(FakeEmbeddings.vector("a"), within(1e-6f));
    assertThat(vectors.get(1)).isNull();
    assertThat(vectors.get(2)).containsExactly(FakeEmbeddings.vector("ccc"), within(1e-6f));
    assertThat(vectors.get(3)).containsExactly(vectors.get(0));
  }

  @Test
  void readsBase64AsWell() throws IOException {
    service.answers(FakeEmbeddings::base64);
    assertThat(open().embed(TEXT)).containsExactly(FakeEmbeddings.vector(TEXT), within(1e-6f));
  }

  @Test
  void readsAnAnswerWithoutIndexes() throws IOException {
    Embedder embedder = open();
    service.answers(200, "{\"data\":[{\"embedding\":[3,4]},{\"embedding\":[4,3]}]}");
    List<float[]> vectors = embedder.embed(List.of("a", "b"));
    assertThat(vectors.get(0)).containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
    assertThat(vectors.get(1)).containsExactly(new float[] {0.8f, 0.6f}, within(1e-6f));
  }

  @Test
  void sendsModelAndKey() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
    open("embedding-key-file", key.toString()).embed(TEXT);
    assertThat(service.seen())
        .hasSize(2)
        .allMatch(seen -> seen.path().equals("/v1/embeddings"))
        .allMatch(seen -> seen.authorization().equals("Bearer " + KEY))
        .allMatch(seen -> seen.body().contains("\"model\":\"some-model:7b\""));
  }

  @Test
  void refusesAKeyFileThatIsNotThereOrEmpty() throws IOException {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> open("embedding-key-file", missing.toString()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("llmcache.embedding-key-file")
        .hasMessageContaining(missing.toString());
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    assertThatThrownBy(() -> open("embedding-key-file", empty.toString()))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void asksForTheSameTextOnce() throws IOException {
    Embedder embedder = open();
    embedder.embed(TEXT);
    embedder.embed(TEXT);
    embedder.embed(List.of(TEXT, "other", TEXT));
    assertThat(service.seen()).extracting(FakeService.Seen::body).hasSize(3);
    assertThat(FakeEmbeddings.inputs(service.seen().get(2).body())).containsExactly("other");
  }

  @Test
  void takesATextOfAThousandCharactersAndNoLongerOne() throws IOException {
    Embedder embedder = open();
    assertThat(embedder.embed("x".repeat(1_000))).isNotNull();
    assertThat(embedder.embed("x".repeat(1_001))).isNull();
    assertThat(embedder.embed(" ")).isNull();
    assertThat(service.seen()).hasSize(2);
  }

  @Test
  void sendsNoMoreThan64TextsInOneRequest() throws IOException {
    List<String> texts = IntStream.range(0, 130).mapToObj(i -> "text " + i).toList();
    List<float[]> vectors = open().embed(texts);
    assertThat(vectors).hasSize(130).doesNotContainNull();
    assertThat(service.seen().subList(1, 4))
        .extracting(seen -> FakeEmbeddings.inputs(seen.body()).size())
        .containsExactly(64, 64, 2);
  }

  @Test
  void serves40CallersAtOnceWhileARequestIsUnderWay() throws Exception {
    Embedder embedder = open();
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    service.answers(
        (body, exchange) -> {
          underWay.countDown();
          go.await();
          FakeEmbeddings.floats(body, exchange);
        });
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      threads.submit(() -> embedder.embed("the first"));
      underWay.await();
      List<Future<float[]>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String text = "text " + i;
        answers.add(threads.submit(() -> embedder.embed(text)));
      }
      go.countDown();
      for (int i = 0; i < 40; i++) {
        assertThat(answers.get(i).get())
            .containsExactly(FakeEmbeddings.vector("text " + i), within(1e-6f));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void isNotThereWhereTheServiceDoesNotAnswerAtStart() {
    service.answers(503, "");
    assertThat(open()).isNull();
    service.answers((body, exchange) -> new CountDownLatch(1).await());
    assertThat(open(Duration.ofMillis(100))).isNull();
    String gone = service.url();
    service.close();
    assertThat(
            new OpenAiEmbedderFactory()
                .create(SettingsOf.with("embedding", "openai:" + gone + "#m"), warnings::add))
        .isNull();
    assertThat(warnings).hasSize(3);
    assertThat(warnings.get(0)).contains("503").contains("llmcache.embedding");
  }

  @Test
  void givesUpWhenTheTimeIsOver() throws IOException {
    Embedder embedder = open("embedding-timeout", "50ms");
    service.answers((body, exchange) -> new CountDownLatch(1).await());
    assertThatThrownBy(() -> embedder.embed(TEXT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in time");
  }

  @Test
  void givesUpOnABodyThatDripsOn() throws IOException {
    Embedder embedder = open("embedding-timeout", "200ms");
    service.answers(
        (body, exchange) -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          new CountDownLatch(1).await();
        });
    assertThatThrownBy(() -> embedder.embed(TEXT)).isInstanceOf(IOException.class);
  }

  @Test
  void worksAgainAfterAFailure() throws IOException {
    Embedder embedder = open();
    service.answers(429, "{\"error\":\"slow down\"}");
    assertThatThrownBy(() -> embedder.embed(TEXT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("429");
    service.answers(FakeEmbeddings::floats);
    assertThat(embedder.embed(TEXT)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON at all",
        "[]",
        "{}",
        "{\"data\":[]}",
        "{\"data\":{}}",
        "{\"data\":[{\"index\":0}]}",
        "{\"data\":[{\"index\":1,\"embedding\":[1,2]}]}",
        "{\"data\":[{\"index\":-1,\"embedding\":[1,2]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":0,\"embedding\":[1,2]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[1,2]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,2,3]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[0,0]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1e39,1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[\"1\",2]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[null,2]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":\"!!\"}]}",
        "{\"data\":[{\"index\":0,\"embedding\":\"AADAfwAAwH8=\"}]}",
        "{\"data\":[{\"index\":0,\"embedding\":{}}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,2"
      })
  void takesNothingFromAnAnswerThatIsWrong(String reply) {
    Embedder embedder = open();
    service.answers(200, reply);
    assertThatThrownBy(() -> embedder.embed(TEXT))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining(TEXT);
  }

  @Test
  void readsNoEndlessAnswer() {
    Embedder embedder = open();
    service.answers(
        (body, exchange) -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] blanks = new byte[1 << 16];
          Arrays.fill(blanks, (byte) ' ');
          while (true) {
            exchange.getResponseBody().write(blanks);
          }
        });
    assertThatThrownBy(() -> embedder.embed(TEXT))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("in time");
  }

  @Test
  void saysNeitherKeyNorTextWhenItFails() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), KEY);
    Embedder embedder = open("embedding-key-file", key.toString());
    service.answers(400, "{\"error\":\"" + KEY + " " + TEXT + "\"}");
    assertThatThrownBy(() -> embedder.embed(TEXT))
        .hasStackTraceContaining("some-model:7b")
        .satisfies(e -> assertThat(Causes.of(e)).doesNotContain(KEY).doesNotContain(TEXT));
    assertThat(embedder.describe()).doesNotContain(KEY);
  }

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(EmbedderFactory.class))
        .hasAtLeastOneElementOfType(OpenAiEmbedderFactory.class);
  }

  @Test
  void isNamedAfterAddressAndModel() {
    assertThat(open().id()).matches("openai-some-model-7b-[0-9a-f]{8}");
    ServiceAddress one = ServiceAddress.parse("openai:http://a/v1#m");
    ServiceAddress other = ServiceAddress.parse("openai:http://b/v1#m");
    assertThat(RemotePresets.id(one)).isNotEqualTo(RemotePresets.id(other));
  }

  @Test
  void warnsOfAModelThatNobodyMeasured() {
    assertThat(open().threshold()).isEqualTo(0.95);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("some-model:7b").contains("tune");
  }

  @Test
  void knowsTheModelsThatWereMeasured() {
    assertThat(RemotePresets.isMeasured("all-minilm")).isTrue();
    assertThat(RemotePresets.isMeasured("sentence-transformers/all-MiniLM-L6-v2")).isTrue();
    assertThat(RemotePresets.isMeasured("all-minilm-l12-v2")).isFalse();
    assertThat(RemotePresets.threshold("BAAI/bge-small-en-v1.5"))
        .isEqualTo(InProcessModel.BGE_SMALL.threshold());
  }

  @Test
  void leavesOtherNamesToOtherFactories() {
    assertThat(
            new OpenAiEmbedderFactory()
                .create(SettingsOf.with("embedding", "minilm"), warnings::add))
        .isNull();
  }
}
