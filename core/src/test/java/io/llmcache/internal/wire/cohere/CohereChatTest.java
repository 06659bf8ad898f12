package io.llmcache.internal.wire.cohere;

import static io.llmcache.testing.CohereFixtures.REQUEST;
import static io.llmcache.testing.CohereFixtures.RICH_REQUEST;
import static io.llmcache.testing.CohereFixtures.STREAM_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.CohereFixtures;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CohereChatTest extends WireFormatContract {

  private static final String DONE = "data: [DONE]\n\n";

  @Override
  protected WireFormat format() {
    return new CohereChat();
  }

  @Override
  protected URI target() {
    return URI.create("https://api.cohere.com/v2/chat");
  }

  @Override
  protected List<String> requests() {
    return List.of(REQUEST, STREAM_REQUEST, RICH_REQUEST);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return CohereSpelling.keepsOrder(path);
  }

  @Override
  protected Forms forms() {
    return new Forms(REQUEST, STREAM_REQUEST);
  }

  @Override
  protected List<Change> changes() {
    return List.of(
        new Change(REQUEST, "/model", "\"command-r\""),
        new Change(REQUEST, "/max_tokens", "301"),
        new Change(REQUEST, "/messages/1/content", "\"When?\""),
        new Change(REQUEST, "/messages/1/role", "\"assistant\""),
        new Change(REQUEST, "/k", "1"),
        new Change(REQUEST, "/p", "0.76"),
        new Change(REQUEST, "/temperature", "0.3"),
        new Change(REQUEST, "/raw_prompting", "true"),
        new Change(REQUEST, "/anything_new", "false"),
        new Change(RICH_REQUEST, "/seed", "8"),
        new Change(RICH_REQUEST, "/k", "0"),
        new Change(RICH_REQUEST, "/p", "0.75"),
        new Change(RICH_REQUEST, "/logprobs", "false"),
        new Change(RICH_REQUEST, "/safety_mode", "\"OFF\""),
        new Change(RICH_REQUEST, "/stop_sequences", "[\"HALT\",\"END\"]"),
        new Change(RICH_REQUEST, "/frequency_penalty", "0"),
        new Change(RICH_REQUEST, "/presence_penalty", "0"),
        new Change(RICH_REQUEST, "/strict_tools", "false"),
        new Change(RICH_REQUEST, "/tool_choice", "\"NONE\""),
        new Change(RICH_REQUEST, "/citation_options/mode", "\"FAST\""),
        new Change(RICH_REQUEST, "/thinking/token_budget", "101"),
        new Change(RICH_REQUEST, "/response_format/json_schema/properties/a", "{\"type\":\"x\"}"),
        new Change(RICH_REQUEST, "/documents/0/data/a", "1"),
        new Change(RICH_REQUEST, "/tools/0/function/parameters/properties/a", "{\"type\":\"x\"}"),
        new Change(RICH_REQUEST, "/tools/0/function/description", "\"What pier\""),
        new Change(RICH_REQUEST, "/messages/0/content/1/image_url/detail", "\"high\""),
        new Change(RICH_REQUEST, "/messages/1/tool_plan", "\"I look.\""),
        new Change(RICH_REQUEST, "/messages/1/tool_calls/0/function/arguments", "\"{}\""),
        new Change(RICH_REQUEST, "/messages/2/content/0/document/data/z", "\"Hamn\""));
  }

  @Override
  protected List<Asks> questions() {
    String turns =
        """
        {"model": "m", "messages": [
          {"role": "user", "content": "When?"},
          {"role": "assistant", "content": "At noon."},
          {"role": "user", "content": [
            {"type": "text", "text": "Timetable: 9, 12, 18."}, {"type": "text", "text": "When?"}]}]}
        """;
    return List.of(
        new Asks(
            REQUEST,
            "/messages/1/content",
            Map.of(
                "/model", "\"command-r\"",
                "/max_tokens", "301",
                "/messages/0/content", "\"You know the trains of the archipelago.\"",
                "/temperature", "0.3",
                "/safety_mode", "\"OFF\"",
                "/anything_new", "false"),
            List.of(
                STREAM_REQUEST,
                changed(
                    REQUEST,
                    "/messages/1/content",
                    "[{\"type\":\"text\",\"text\":\"When does the last boat leave Möja on a"
                        + " Sunday? ⛴\"}]"),
                changed(REQUEST, "/documents", "[]"))),
        new Asks(
            turns,
            "/messages/2/content/1/text",
            Map.of(
                "/messages/0/content", "\"Where?\"",
                "/messages/1/content", "\"At six.\"",
                "/messages/2/content/0/text", "\"Timetable: 9, 12, 19.\""),
            List.of(changed(turns, "/priority", "3"))));
  }

  @Override
  protected Map<String, String> answerTexts() {
    String text = "On Sundays the last boat leaves Möja at 18:40. ⛴";
    String rich = "It leaves at 18:40.";
    return Map.ofEntries(
        Map.entry("JSON for a stream", text),
        Map.entry("length", text),
        Map.entry("reply", text),
        Map.entry("rich", rich),
        Map.entry("rich stream", rich),
        Map.entry("stream", text),
        Map.entry("stream for JSON", text),
        Map.entry("streamed length", "On Sundays "));
  }

  @Override
  protected List<SampleReply> replies() {
    return List.of(
        unary("reply", CohereFixtures.REPLY, Ending.NATURAL),
        unary("call", CohereFixtures.TOOL_CALL_REPLY, Ending.TOOL_CALL),
        unary("rich", CohereFixtures.RICH_REPLY, Ending.NATURAL),
        unary("length", CohereFixtures.LENGTH_REPLY, Ending.LENGTH),
        unary("failed", CohereFixtures.FAILED_REPLY, Ending.ERROR),
        unary("error", CohereFixtures.ERROR_REPLY, Ending.ERROR),
        stream("stream", CohereFixtures.STREAM, Ending.NATURAL, DONE),
        stream("streamed call", CohereFixtures.STREAM_TOOL_CALL, Ending.TOOL_CALL, DONE),
        stream("rich stream", CohereFixtures.STREAM_RICH, Ending.NATURAL, DONE),
        stream("streamed length", CohereFixtures.STREAM_LENGTH, Ending.LENGTH, DONE),
        stream("failed stream", CohereFixtures.STREAM_FAILED, Ending.ERROR, DONE),
        stream("cut", CohereFixtures.STREAM_CUT, Ending.INCOMPLETE, ""),
        stream("JSON for a stream", CohereFixtures.REPLY, Ending.NATURAL, "}"),
        new SampleReply("stream for JSON", REQUEST, CohereFixtures.STREAM, Ending.NATURAL, DONE));
  }

  private static SampleReply unary(String name, String body, Ending ending) {
    return new SampleReply(name, REQUEST, body, ending, "}");
  }

  private static SampleReply stream(String name, String body, Ending ending, String mark) {
    return new SampleReply(name, STREAM_REQUEST, body, ending, mark);
  }

  @Test
  void recognisesTheSecondVersionOnly() {
    assertThat(recognised("/base/v2/chat?x=1")).isTrue();
    for (String path :
        List.of("/v1/chat", "/v1/generate", "/v2/chat/completions", "/v2/embed", "/v2/rerank")) {
      assertThat(recognised(path)).as(path).isFalse();
    }
    assertThat(format().recognises("POST", URI.create("mailto:c@example.org"))).isFalse();
  }

  private boolean recognised(String path) {
    return format().recognises("POST", URI.create("http://localhost:8000" + path));
  }
}
