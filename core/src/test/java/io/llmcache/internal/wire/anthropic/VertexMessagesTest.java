package io.llmcache.internal.wire.anthropic;

import static io.llmcache.testing.AnthropicFixtures.REPLY;
import static io.llmcache.testing.AnthropicFixtures.STREAM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Vertex AI has the model and the shape in the path. */
class VertexMessagesTest extends WireFormatContract {

  private static final String MODEL =
      "https://europe-west1-aiplatform.googleapis.com/v1/projects/p/locations/europe-west1"
          + "/publishers/anthropic/models/claude-sonnet-4-5@20250929";
  private static final String REQUEST =
      """
      {"anthropic_version": "vertex-2023-10-16", "max_tokens": 100,
       "messages": [{"role": "user", "content": "When does it sail?"}]}
      """;
  private static final String STREAM_REQUEST = REQUEST.replaceFirst("\\{", "{\"stream\": true,");

  @Override
  protected WireFormat format() {
    return new AnthropicMessages();
  }

  @Override
  protected URI target() {
    return URI.create(MODEL + ":rawPredict");
  }

  @Override
  protected URI streamTarget() {
    return URI.create(MODEL + ":streamRawPredict");
  }

  @Override
  protected List<String> requests() {
    return List.of(REQUEST, STREAM_REQUEST);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return MessagesSpelling.keepsOrder(path);
  }

  @Override
  protected List<Change> changes() {
    return List.of(
        new Change(REQUEST, "/anthropic_version", "\"vertex-2024-01-01\""),
        new Change(REQUEST, "/max_tokens", "101"));
  }

  @Override
  protected Forms forms() {
    return new Forms(REQUEST, STREAM_REQUEST);
  }

  @Override
  protected List<Asks> questions() {
    return List.of(
        new Asks(
            REQUEST,
            "/messages/0/content",
            Map.of("/max_tokens", "101", "/system", "\"Be brief.\""),
            List.of(STREAM_REQUEST)));
  }

  @Override
  protected Map<String, String> answerTexts() {
    String text = "On Sundays the last boat leaves Möja at 18:40. ⛴";
    return Map.ofEntries(Map.entry("reply", text), Map.entry("stream", text));
  }

  @Override
  protected List<SampleReply> replies() {
    return List.of(
        new SampleReply("reply", REQUEST, REPLY, Ending.NATURAL, "}"),
        new SampleReply(
            "stream", STREAM_REQUEST, STREAM, Ending.NATURAL, "{\"type\": \"message_stop\"}\n\n"));
  }

  @Test
  void thePathNamesModelAndShape() throws Exception {
    RequestFacts unary = read(REQUEST);
    RequestFacts stream = read(streamTarget(), STREAM_REQUEST.getBytes(UTF_8));
    assertThat(unary.model()).isEqualTo("claude-sonnet-4-5@20250929");
    assertThat(unary.path())
        .endsWith("/models/claude-sonnet-4-5@20250929")
        .isEqualTo(stream.path());
    assertThat(unary.shape()).isEqualTo(Shape.UNARY);
    assertThat(stream.shape()).isEqualTo(Shape.STREAM);
  }

  @Test
  void aBodyThatContradictsThePathIsAFormOfItsOwn() throws Exception {
    RequestFacts oneWay = read(STREAM_REQUEST);
    RequestFacts otherWay = read(streamTarget(), REQUEST.getBytes(UTF_8));
    RequestFacts plain = read(REQUEST);
    assertThat(List.of(oneWay.form(), otherWay.form(), plain.form(), "stream"))
        .doesNotHaveDuplicates();
    assertThat(format().reframe(oneWay, stored(plain, REPLY.getBytes(UTF_8)))).isNull();
    assertThat(format().reframe(plain, stored(otherWay, REPLY.getBytes(UTF_8)))).isNull();
  }
}
