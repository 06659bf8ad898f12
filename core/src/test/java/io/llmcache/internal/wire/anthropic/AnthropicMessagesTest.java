package io.llmcache.internal.wire.anthropic;

import static io.llmcache.testing.AnthropicFixtures.REQUEST;
import static io.llmcache.testing.AnthropicFixtures.RICH_REQUEST;
import static io.llmcache.testing.AnthropicFixtures.STREAM_REQUEST;
import static io.llmcache.testing.AnthropicFixtures.TOOL_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.AnthropicFixtures;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnthropicMessagesTest extends WireFormatContract {

  private static final String STOP = "{\"type\": \"message_stop\"}\n\n";

  @Override
  protected WireFormat format() {
    return new AnthropicMessages();
  }

  @Override
  protected URI target() {
    return URI.create("https://api.anthropic.com/v1/messages");
  }

  @Override
  protected List<String> requests() {
    return List.of(REQUEST, STREAM_REQUEST, TOOL_REQUEST, RICH_REQUEST);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return MessagesSpelling.keepsOrder(path);
  }

  @Override
  protected Forms forms() {
    return new Forms(REQUEST, STREAM_REQUEST);
  }

  @Override
  protected List<Change> changes() {
    return List.of(
        new Change(REQUEST, "/model", "\"claude-opus-4-1\""),
        new Change(REQUEST, "/max_tokens", "301"),
        new Change(REQUEST, "/system", "\"You know the ferries of the archipelago. \""),
        new Change(REQUEST, "/messages/0/content", "\"When?\""),
        new Change(REQUEST, "/messages/0/role", "\"assistant\""),
        new Change(REQUEST, "/temperature", "0"),
        new Change(REQUEST, "/thinking", "{\"type\":\"disabled\"}"),
        new Change(REQUEST, "/container", "\"container_k\""),
        new Change(REQUEST, "/anything_new", "false"),
        new Change(TOOL_REQUEST, "/tools/0/name", "\"water\""),
        new Change(TOOL_REQUEST, "/tools/0/strict", "true"),
        new Change(TOOL_REQUEST, "/tools/0/input_schema/properties/cache_control", "{}"),
        new Change(TOOL_REQUEST, "/tools/0/input_schema/required", "[]"),
        new Change(TOOL_REQUEST, "/tool_choice", "{\"type\":\"auto\"}"),
        new Change(TOOL_REQUEST, "/tool_choice/type", "\"none\""),
        new Change(RICH_REQUEST, "/tool_choice/disable_parallel_tool_use", "false"),
        new Change(RICH_REQUEST, "/stop_sequences", "[\"HALT\",\"END\"]"),
        new Change(RICH_REQUEST, "/top_k", "41"),
        new Change(RICH_REQUEST, "/top_p", "1"),
        new Change(RICH_REQUEST, "/thinking/budget_tokens", "1025"),
        new Change(RICH_REQUEST, "/output_config/effort", "\"low\""),
        new Change(RICH_REQUEST, "/output_config/format/schema", "{\"type\":\"object\"}"),
        new Change(RICH_REQUEST, "/context_management/edits", "[]"),
        new Change(RICH_REQUEST, "/system/1/text", "\"Be long.\""),
        new Change(RICH_REQUEST, "/messages/0/content/0/source/data", "\"aGo=\""),
        new Change(RICH_REQUEST, "/messages/0/content/1/citations/enabled", "false"),
        new Change(RICH_REQUEST, "/messages/1/content/0/signature", "\"c2lnLTI=\""),
        new Change(RICH_REQUEST, "/messages/1/content/1/input/cache_control", "{\"x\":3}"),
        new Change(RICH_REQUEST, "/messages/1/content/1/input/a", "0"),
        new Change(RICH_REQUEST, "/messages/2/content/0/is_error", "true"),
        new Change(RICH_REQUEST, "/messages/2/content/0/content/0/text", "\"Hamn\""),
        new Change(RICH_REQUEST, "/tools/1/type", "\"bash_20241022\""));
  }

  @Override
  protected List<Asks> questions() {
    String turns =
        """
        {"model": "m", "max_tokens": 9, "system": [
          {"type": "text", "text": "Be brief."}, {"type": "text", "text": "Be kind."}],
         "messages": [
          {"role": "user", "content": "When?"},
          {"role": "assistant", "content": "At noon."},
          {"role": "user", "content": [
            {"type": "text", "text": "Timetable: 9, 12, 18."},
            {"type": "text", "text": "When?", "cache_control": {"type": "ephemeral"}}]}]}
        """;
    return List.of(
        new Asks(
            REQUEST,
            "/messages/0/content",
            Map.of(
                "/model", "\"claude-opus-4-1\"",
                "/max_tokens", "301",
                "/system", "\"You know the trains of the archipelago.\"",
                "/temperature", "0.5",
                "/thinking", "{\"type\":\"disabled\"}",
                "/stop_sequences", "[\"END\"]",
                "/anything_new", "false"),
            List.of(
                STREAM_REQUEST,
                changed(
                    REQUEST,
                    "/messages/0/content",
                    "[{\"type\":\"text\",\"text\":\"When does the last boat leave Möja on a"
                        + " Sunday? ⛴\"}]"),
                changed(REQUEST, "/metadata", "{\"user_id\":\"u\"}"))),
        new Asks(
            turns,
            "/messages/2/content/1/text",
            Map.of(
                "/messages/0/content", "\"Where?\"",
                "/messages/1/content", "\"At six.\"",
                "/messages/2/content/0/text", "\"Timetable: 9, 12, 19.\"",
                "/messages/2/content/1/citations", "[]",
                "/system/1/text", "\"Be strict.\""),
            List.of(changed(turns, "/messages/2/content/1/cache_control", "null"))));
  }

  @Override
  protected Map<String, String> answerTexts() {
    String text = "On Sundays the last boat leaves Möja at 18:40. ⛴";
    return Map.ofEntries(
        Map.entry("JSON for a stream", text),
        Map.entry("length", "On Sundays the last"),
        Map.entry("reply", text),
        Map.entry("stream", text),
        Map.entry("stream for JSON", text),
        Map.entry("streamed length", "On Sundays "));
  }

  @Override
  protected List<SampleReply> replies() {
    return List.of(
        unary("reply", AnthropicFixtures.REPLY, Ending.NATURAL),
        unary("call", AnthropicFixtures.TOOL_CALL_REPLY, Ending.TOOL_CALL),
        unary("rich", AnthropicFixtures.RICH_REPLY, Ending.NATURAL),
        unary("length", AnthropicFixtures.LENGTH_REPLY, Ending.LENGTH),
        unary("refusal", AnthropicFixtures.REFUSAL_REPLY, Ending.REFUSED),
        unary("error", AnthropicFixtures.ERROR_REPLY, Ending.ERROR),
        stream("stream", AnthropicFixtures.STREAM, Ending.NATURAL, STOP),
        stream("streamed call", AnthropicFixtures.STREAM_TOOL_CALL, Ending.TOOL_CALL, STOP),
        stream("rich stream", AnthropicFixtures.STREAM_RICH, Ending.NATURAL, STOP),
        stream("streamed length", AnthropicFixtures.STREAM_LENGTH, Ending.LENGTH, STOP),
        stream("streamed refusal", AnthropicFixtures.STREAM_REFUSAL, Ending.REFUSED, STOP),
        stream("pause", AnthropicFixtures.STREAM_PAUSE, Ending.UNKNOWN, STOP),
        stream("streamed error", AnthropicFixtures.STREAM_ERROR, Ending.ERROR, ""),
        stream("cut", AnthropicFixtures.STREAM_CUT, Ending.INCOMPLETE, ""),
        stream("JSON for a stream", AnthropicFixtures.REPLY, Ending.NATURAL, "}"),
        new SampleReply(
            "stream for JSON", REQUEST, AnthropicFixtures.STREAM, Ending.NATURAL, STOP));
  }

  private static SampleReply unary(String name, String body, Ending ending) {
    return new SampleReply(name, REQUEST, body, ending, "}");
  }

  private static SampleReply stream(String name, String body, Ending ending, String mark) {
    return new SampleReply(name, STREAM_REQUEST, body, ending, mark);
  }

  @Test
  void recognisesAnyBasePathAndVertex() {
    String vertex = "/v1/projects/p/locations/europe-west1/publishers/";
    for (String path :
        List.of(
            "/v1/messages",
            "/v1/messages?beta=true",
            "/api/anthropic/v1/messages",
            vertex + "anthropic/models/claude-sonnet-4-5@20250929:rawPredict",
            vertex + "anthropic/models/claude-sonnet-4-5%4020250929:streamRawPredict")) {
      assertThat(recognised(path)).as(path).isTrue();
    }
    for (String path :
        List.of(
            "/v1/messages/count_tokens",
            "/v1/messages/batches",
            "/v1/messages/batches/b/results",
            "/v1/files",
            "/v1/threads/t/messages",
            "/v1/complete",
            "",
            vertex + "anthropic/models/count-tokens:rawPredict",
            vertex + "anthropic/models/:rawPredict",
            vertex + "anthropic/models/a/b:rawPredict",
            vertex + "anthropic/models/claude-sonnet-4-5:predict",
            vertex + "mistralai/models/mistral-small:rawPredict")) {
      assertThat(recognised(path)).as(path).isFalse();
    }
    assertThat(format().recognises("POST", URI.create("mailto:m@example.org"))).isFalse();
  }

  private boolean recognised(String path) {
    return format().recognises("POST", URI.create("http://localhost:8000" + path));
  }
}
