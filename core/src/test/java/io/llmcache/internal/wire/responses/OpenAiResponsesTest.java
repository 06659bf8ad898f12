package io.llmcache.internal.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiResponsesTest extends WireFormatContract {

  private static final String UNARY = ResponsesSamples.text("request.json");
  private static final String STREAM = ResponsesSamples.text("request-stream.json");
  private static final String TOOLS = ResponsesSamples.text("request-tools.json");
  private static final String RICH = ResponsesSamples.text("request-rich.json");

  @Override
  protected WireFormat format() {
    return new OpenAiResponses();
  }

  @Override
  protected URI target() {
    return URI.create(ResponsesSamples.OPENAI);
  }

  @Override
  protected List<String> requests() {
    return List.of(UNARY, STREAM, TOOLS, RICH);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return ResponsesSpelling.keepsOrder(path);
  }

  @Override
  protected Forms forms() {
    return new Forms(UNARY, STREAM);
  }

  @Override
  protected List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (String[] change : ResponsesChanges.PLAIN) {
      changes.add(new Change(UNARY, change[0], change[1]));
    }
    for (String[] change : ResponsesChanges.RICH) {
      changes.add(new Change(RICH, change[0], change[1]));
    }
    return changes;
  }

  @Override
  protected List<Asks> questions() {
    String question = "\"How many locks are on the canal between Borenshult and Motala? 🚤\"";
    String turns =
        """
        {"model": "m", "store": false, "instructions": "Be brief.", "input": [
          {"role": "system", "content": "Count."},
          {"role": "user", "content": "How many locks?"},
          {"role": "assistant", "content": [{"type": "output_text", "text": "Six."}]},
          {"type": "message", "role": "user", "content": [
            {"type": "input_text", "text": "The map shows two canals."},
            {"type": "input_text", "text": "How many locks?"}]}]}
        """;
    return List.of(
        new Asks(
            UNARY,
            "/input",
            Map.of(
                "/model", "\"gpt-5\"",
                "/instructions", "\"You keep the log of a barge.\"",
                "/max_output_tokens", "301",
                "/temperature", "0",
                "/reasoning", "{\"effort\":\"low\"}",
                "/anything_new", "[]"),
            List.of(
                STREAM,
                changed(UNARY, "/input", "[{\"role\":\"user\",\"content\":" + question + "}]"),
                changed(
                    UNARY,
                    "/input",
                    "[{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":"
                        + "\"input_text\",\"text\":"
                        + question
                        + "}]}]"))),
        new Asks(
            turns,
            "/input/3/content/1/text",
            Map.of(
                "/input/0/content", "\"Count twice.\"",
                "/input/0/role", "\"developer\"",
                "/input/1/content", "\"How many gates?\"",
                "/input/2/content", "\"Five.\"",
                "/input/3/content/0/text", "\"The map shows three canals.\""),
            List.of(changed(turns, "/input/1/type", "\"message\""))));
  }

  @Override
  protected Map<String, String> answerTexts() {
    String text = "There are five locks at Borenshult, then one at Motala – six in all. 🚤";
    String cut = "There are five locks at";
    return Map.ofEntries(
        Map.entry("JSON for a stream", text),
        Map.entry("reply-length.json", cut),
        Map.entry("reply.json", text),
        Map.entry("stream-empty-last.sse", text),
        Map.entry("stream-length.sse", cut),
        Map.entry("stream-nameless.sse", text),
        Map.entry("stream.sse", text));
  }

  @Override
  protected List<SampleReply> replies() {
    String end = "\n\n";
    String endBeforeMark = end + "data: [DONE]" + end;
    List<SampleReply> replies = new ArrayList<>();
    replies.add(unary("reply.json", Ending.NATURAL));
    replies.add(unary("reply-tool-call.json", Ending.TOOL_CALL));
    replies.add(unary("reply-length.json", Ending.LENGTH));
    replies.add(unary("reply-filter.json", Ending.REFUSED));
    replies.add(unary("reply-refusal.json", Ending.REFUSED));
    replies.add(unary("reply-reasoning-only.json", Ending.EMPTY));
    replies.add(unary("reply-rich.json", Ending.NATURAL));
    replies.add(unary("reply-failed.json", Ending.ERROR));
    replies.add(unary("reply-queued.json", Ending.INCOMPLETE));
    replies.add(unary("reply-error.json", Ending.ERROR));
    replies.add(streamed("stream.sse", Ending.NATURAL, end));
    replies.add(streamed("stream-nameless.sse", Ending.NATURAL, end));
    replies.add(streamed("stream-empty-last.sse", Ending.NATURAL, end));
    replies.add(streamed("stream-tool-call.sse", Ending.TOOL_CALL, end));
    replies.add(streamed("stream-length.sse", Ending.LENGTH, end));
    replies.add(streamed("stream-refusal.sse", Ending.REFUSED, end));
    replies.add(streamed("stream-failed.sse", Ending.ERROR, ""));
    replies.add(streamed("stream-error.sse", Ending.ERROR, ""));
    replies.add(streamed("stream-cut.sse", Ending.INCOMPLETE, ""));
    replies.add(
        new SampleReply(
            "JSON for a stream", STREAM, ResponsesSamples.text("reply.json"), Ending.NATURAL, "}"));
    return replies.stream()
        .map(
            reply ->
                reply.body().endsWith(endBeforeMark)
                    ? new SampleReply(
                        reply.name(),
                        reply.request(),
                        reply.body(),
                        reply.ending(),
                        lastLine(reply.body().replace(endBeforeMark, "")) + end)
                    : reply)
        .toList();
  }

  private static String lastLine(String text) {
    return text.substring(text.lastIndexOf('\n') + 1);
  }

  private static SampleReply unary(String file, Ending ending) {
    return new SampleReply(file, UNARY, ResponsesSamples.text(file), ending, "}");
  }

  private static SampleReply streamed(String file, Ending ending, String mark) {
    return new SampleReply(file, STREAM, ResponsesSamples.text(file), ending, mark);
  }

  @Test
  void recognisesAnyBasePathAndNoOtherCall() {
    for (String path :
        List.of(
            "/responses",
            "/openai/v1/responses",
            "/openai/responses?api-version=2025-03-01-preview",
            "/api/v1/responses")) {
      assertThat(format().recognises("POST", URI.create("http://localhost" + path)))
          .as(path)
          .isTrue();
    }
    for (String path :
        List.of(
            "/v1/responses/resp_1",
            "/v1/responses/resp_1/cancel",
            "/v1/responses/compact",
            "/v1/responses/resp_1/input_items",
            "/v1/conversations",
            "/v1/myresponses",
            "")) {
      assertThat(format().recognises("POST", URI.create("http://localhost" + path)))
          .as(path)
          .isFalse();
    }
    assertThat(format().recognises("GET", URI.create("http://localhost/v1/responses"))).isFalse();
    assertThat(format().recognises("POST", URI.create("mailto:a@example.org"))).isFalse();
  }
}
