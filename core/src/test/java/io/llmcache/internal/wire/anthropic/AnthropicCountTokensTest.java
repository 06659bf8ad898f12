package io.llmcache.internal.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.Shape;
import io.llmcache.spi.Usage;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.AnthropicFixtures;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnthropicCountTokensTest extends WireFormatContract {

  private static final String REQUEST =
      """
      {"model": "claude-sonnet-4-5", "messages": [{"role": "user", "content": "How long am I?"}]}
      """;

  @Override
  protected WireFormat format() {
    return new AnthropicCountTokens();
  }

  @Override
  protected URI target() {
    return URI.create("https://api.anthropic.com/v1/messages/count_tokens");
  }

  @Override
  protected List<String> requests() {
    return List.of(REQUEST, AnthropicFixtures.TOOL_REQUEST);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return MessagesSpelling.keepsOrder(path);
  }

  @Override
  protected List<Change> changes() {
    return List.of(
        new Change(REQUEST, "/model", "\"claude-opus-4-1\""),
        new Change(REQUEST, "/system", "\"Count.\""),
        new Change(REQUEST, "/messages/0/content", "\"How short am I?\""));
  }

  @Override
  protected List<SampleReply> replies() {
    return List.of(
        new SampleReply("count", REQUEST, "{\"input_tokens\": 14}", Ending.NATURAL, "}"),
        new SampleReply("nothing", REQUEST, "{\"tokens\": 14}", Ending.UNKNOWN, "}"),
        new SampleReply("error", REQUEST, AnthropicFixtures.ERROR_REPLY, Ending.ERROR, "}"),
        new SampleReply("stream", REQUEST, AnthropicFixtures.STREAM, Ending.INCOMPLETE, ""));
  }

  @Test
  void isForEqualsOnlyAndNeverAStream() throws Exception {
    assertThat(read(REQUEST).requestClass()).isEqualTo(RequestClass.EXACT_ONLY);
    assertThat(read(REQUEST).classReason()).isEqualTo("token-count");
    assertThat(read(REQUEST).lengthLimited()).isFalse();
    assertThat(read(AnthropicFixtures.STREAM_REQUEST).shape()).isEqualTo(Shape.UNARY);
    assertThat(tracked(read(REQUEST), "{\"input_tokens\": 14}".getBytes(UTF_8)).usage())
        .isEqualTo(Usage.UNKNOWN);
  }

  @Test
  void vertexCountsUnderTheNameOfAModel() throws Exception {
    URI vertex =
        URI.create(
            "https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers"
                + "/anthropic/models/count-tokens:rawPredict");
    assertThat(format().recognises("POST", vertex)).isTrue();
    assertThat(new AnthropicMessages().recognises("POST", vertex)).isFalse();
    assertThat(read(vertex, REQUEST.getBytes(UTF_8)).model()).isEqualTo("claude-sonnet-4-5");
    assertThat(format().recognises("POST", URI.create("https://api.anthropic.com/v1/messages")))
        .isFalse();
  }
}
