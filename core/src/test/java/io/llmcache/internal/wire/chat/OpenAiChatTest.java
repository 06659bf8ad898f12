package io.llmcache.internal.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OpenAiChatTest extends WireFormatContract {

  private static final String RICH = ChatSamples.text("request-rich.json");
  private static final String DONE = "data: [DONE]\n";

  @Override
  protected WireFormat format() {
    return new OpenAiChat();
  }

  @Override
  protected URI target() {
    return URI.create("https://api.openai.com/v1/chat/completions");
  }

  @Override
  protected List<String> requests() {
    return List.of(
        OpenAiChatFixtures.REQUEST,
        OpenAiChatFixtures.STREAM_REQUEST,
        OpenAiChatFixtures.TOOL_REQUEST,
        RICH);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return ChatSpelling.keepsOrder(path);
  }

  @Override
  protected List<Change> changes() {
    return ChatChanges.all(OpenAiChatFixtures.REQUEST, OpenAiChatFixtures.TOOL_REQUEST, RICH);
  }

  @Override
  protected List<SampleReply> replies() {
    String unary = OpenAiChatFixtures.REQUEST;
    String stream = OpenAiChatFixtures.STREAM_REQUEST;
    String plain = stream.replace("true}", "false}");
    return List.of(
        new SampleReply("reply", unary, OpenAiChatFixtures.REPLY, Ending.NATURAL, "}"),
        new SampleReply("refusal", unary, OpenAiChatFixtures.REFUSAL_REPLY, Ending.REFUSED, "}"),
        new SampleReply("call", unary, OpenAiChatFixtures.TOOL_CALL_REPLY, Ending.TOOL_CALL, "}"),
        new SampleReply("length", unary, OpenAiChatFixtures.LENGTH_REPLY, Ending.LENGTH, "}"),
        new SampleReply("stream", stream, OpenAiChatFixtures.STREAM, Ending.NATURAL, DONE),
        new SampleReply("JSON for a stream", stream, OpenAiChatFixtures.REPLY, Ending.NATURAL, "}"),
        new SampleReply("stream for JSON", unary, OpenAiChatFixtures.STREAM, Ending.NATURAL, DONE),
        new SampleReply("cut", stream, OpenAiChatFixtures.STREAM_CUT, Ending.INCOMPLETE, ""),
        new SampleReply(
            "error", stream, OpenAiChatFixtures.STREAM_ERROR_THEN_DONE, Ending.ERROR, ""),
        new SampleReply(
            "streamed refusal", plain, OpenAiChatFixtures.STREAM_REFUSAL, Ending.REFUSED, DONE),
        new SampleReply(
            "streamed call", stream, OpenAiChatFixtures.STREAM_TOOL_CALL, Ending.TOOL_CALL, DONE),
        new SampleReply(
            "streamed length", stream, OpenAiChatFixtures.STREAM_LENGTH, Ending.LENGTH, DONE));
  }

  @Override
  protected Forms forms() {
    return new Forms(OpenAiChatFixtures.REQUEST, OpenAiChatFixtures.STREAM_REQUEST);
  }

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(WireFormat.class))
        .anySatisfy(format -> assertThat(format.id()).isEqualTo("openai.chat"));
  }

  @Test
  void recognisesAnyBasePath() {
    for (String path :
        List.of(
            "/chat/completions",
            "/openai/v1/chat/completions",
            "//openai/deployments/d/chat/completions?api-version=2024-10-21",
            "/api/v2/cortex/v1/chat/completions")) {
      assertThat(format().recognises("POST", URI.create("http://localhost:8000" + path)))
          .as(path)
          .isTrue();
    }
    for (String path : List.of("/v1/completions", "/v1/chat/completions/abc", "/chat", "")) {
      assertThat(format().recognises("POST", URI.create("http://localhost:8000" + path)))
          .as(path)
          .isFalse();
    }
    assertThat(format().recognises("POST", URI.create("mailto:chat@example.org"))).isFalse();
  }
}
