package io.llmcache.internal.wire.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.exchange.Headers;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class OllamaEmbedTest extends WireFormatContract {

  private static final URI OLDER = URI.create("http://localhost:11434/api/embeddings");
  private static final String ONE = "{\"model\":\"moss\",\"input\":\"rain\"}";
  private static final String TWO =
      "{\"model\":\"moss\",\"input\":[\"rain\",\"snow\"],\"dimensions\":2,\"options\":{\"a\":1}}";

  @Override
  protected WireFormat format() {
    return new OllamaEmbed();
  }

  @Override
  protected URI target() {
    return URI.create("http://localhost:11434/api/embed");
  }

  @Override
  protected List<String> requests() {
    return List.of(ONE, TWO);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return OllamaSpelling.keepsOrder(path);
  }

  @Override
  protected List<Change> changes() {
    return List.of(
        new Change(ONE, "/model", "\"moss:33m\""),
        new Change(ONE, "/input", "\"rain \""),
        new Change(ONE, "/input", "[\"rain\",\"rain\"]"),
        new Change(ONE, "/truncate", "false"),
        new Change(ONE, "/dimensions", "2"),
        new Change(ONE, "/options", "{\"num_ctx\":1}"),
        new Change(ONE, "/x_unknown", "1"),
        new Change(TWO, "/input", "[\"snow\",\"rain\"]"));
  }

  @Override
  protected List<SampleReply> replies() {
    String one = "{\"model\":\"moss\",\"embeddings\":[[0.1,2e-3]],\"prompt_eval_count\":2}";
    String two = one.replace("]]", "],[1]]");
    return List.of(
        new SampleReply("one", ONE, one, Ending.NATURAL, "}"),
        new SampleReply("two", TWO, two, Ending.NATURAL, "}"),
        new SampleReply("too few", TWO, one, Ending.UNKNOWN, "}"),
        new SampleReply("too many", ONE, two, Ending.UNKNOWN, "}"),
        new SampleReply("none", ONE, "{\"embedding\":[1]}", Ending.UNKNOWN, "}"),
        new SampleReply("no list", ONE, "{\"embeddings\":[1]}", Ending.UNKNOWN, "}"),
        new SampleReply("empty", TWO, "{\"embeddings\":[[1],[]]}", Ending.EMPTY, "}"),
        new SampleReply("error", ONE, "{\"error\":\"x\"}", Ending.ERROR, "}"),
        new SampleReply("cut", ONE, one.substring(0, 30), Ending.INCOMPLETE, ""));
  }

  @Test
  void oneTextIsAListOfOne() throws Exception {
    RequestFacts facts = read(ONE);
    assertThat(sameKey(facts, read("{\"model\":\"moss:latest\",\"input\":[\"rain\"]}"))).isTrue();
    assertThat(
            sameKey(
                facts,
                read(ONE.replace("}", ",\"truncate\":true,\"keep_alive\":0,\"options\":{}}"))))
        .isTrue();
    assertThat(facts.requestClass()).isEqualTo(RequestClass.EXACT_ONLY);
    assertThat(tracked(facts, "{\"prompt_eval_count\":2}".getBytes(UTF_8)).usage().promptTokens())
        .isEqualTo(2);
  }

  @Test
  void withoutATextItIsACommand() throws Exception {
    for (String body :
        List.of(
            "{\"model\":\"moss\"}",
            "{\"model\":\"moss\",\"input\":\"\"}",
            "{\"model\":\"moss\",\"input\":[]}")) {
      assertThat(read(body).requestClass()).as(body).isEqualTo(RequestClass.PASS);
    }
    for (String input : List.of("1", "[1]", "{}")) {
      assertThatExceptionOfType(UnreadableRequestException.class)
          .isThrownBy(() -> read("{\"model\":\"moss\",\"input\":" + input + "}"))
          .withMessage("wrong-type-of-input");
    }
  }

  @Test
  void theOlderCallIsForOneText() throws Exception {
    assertThat(format().recognises("POST", OLDER)).isTrue();
    byte[] body = "{\"model\":\"moss\",\"prompt\":\"rain\"}".getBytes(UTF_8);
    RequestFacts facts = read(OLDER, body);
    assertThat(facts.requestClass()).isEqualTo(RequestClass.EXACT_ONLY);
    assertThat(ending(facts, "{\"embedding\":[0.1]}")).isEqualTo(Ending.NATURAL);
    assertThat(ending(facts, "{\"embedding\":[]}")).isEqualTo(Ending.EMPTY);
    assertThat(ending(facts, "{\"embeddings\":[[0.1]]}")).isEqualTo(Ending.UNKNOWN);
    assertThat(read(OLDER, "{\"model\":\"moss\"}".getBytes(UTF_8)).requestClass())
        .isEqualTo(RequestClass.PASS);
  }

  private Ending ending(RequestFacts facts, String body) {
    ReplyTracker tracker = format().track(facts, 200, Headers.EMPTY);
    tracker.accept(ByteBuffer.wrap(body.getBytes(UTF_8)));
    return tracker.end().ending();
  }
}
