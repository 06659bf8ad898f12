package io.llmcache.internal.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.List;
import java.util.Map;
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
  protected List<Asks> questions() {
    String first = OpenAiChatFixtures.REQUEST;
    String turns =
        """
        {"model": "m", "messages": [
          {"role": "developer", "content": "Answer briefly."},
          {"role": "user", "content": "When does it sail?"},
          {"role": "assistant", "content": "At noon."},
          {"role": "user", "content": [
            {"type": "text", "text": "Timetable: 9, 12, 18."},
            {"type": "text", "text": "When does it sail?"}]}]}
        """;
    return List.of(
        new Asks(
            first,
            "/messages/1/content",
            Map.of(
                "/model", "\"gpt-4o\"",
                "/messages/0/content", "\"You are a ferry. Answer in one sentence.\"",
                "/messages/0/role", "\"developer\"",
                "/messages/1/name", "\"anna\"",
                "/temperature", "0.3",
                "/max_tokens", "201",
                "/max_completion_tokens", "200",
                "/stop", "\"END\"",
                "/response_format", "{\"type\":\"json_object\"}",
                "/anything_new", "1"),
            List.of(
                OpenAiChatFixtures.STREAM_REQUEST,
                changed(
                    first,
                    "/messages/1/content",
                    "[{\"type\":\"text\",\"text\":\"When does the last boat leave Möja on a"
                        + " Sunday? ⛴\",\"cache_control\":{\"type\":\"ephemeral\"}}]"),
                changed(first, "/user", "\"u\""))),
        new Asks(
            turns,
            "/messages/3/content/1/text",
            Map.of(
                "/messages/1/content", "\"When does it leave?\"",
                "/messages/2/content", "\"At six.\"",
                "/messages/3/content/0/text", "\"Timetable: 9, 12, 19.\"",
                "/messages/3/content/1/annotations", "[1]",
                "/stop", "[\"a\",\"b\"]"),
            List.of(changed(turns, "/messages/2/refusal", "null"))));
  }

  @Override
  protected Map<String, String> answerTexts() {
    String cut = "On Sundays the last boat";
    return Map.ofEntries(
        Map.entry("JSON for a stream", OpenAiChatFixtures.TEXT),
        Map.entry("length", cut),
        Map.entry("reply", OpenAiChatFixtures.TEXT),
        Map.entry("stream", OpenAiChatFixtures.TEXT),
        Map.entry("stream for JSON", OpenAiChatFixtures.TEXT),
        Map.entry("streamed length", cut));
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
