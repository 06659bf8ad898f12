package io.llmcache.internal.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.exchange.Headers;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.ReplyTracker.Progress;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The events that an answer in one piece is told in, and how far a stream is. */
class ResponsesStreamTest {

  private final OpenAiResponses format = new OpenAiResponses();

  @Test
  void theEventsComeAsTheProviderSendsThem() throws Exception {
    List<String> types = stream("reply-tool-call.json").types().stream().distinct().toList();
    assertThat(types)
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.reasoning_summary_part.added",
            "response.reasoning_summary_text.delta",
            "response.reasoning_summary_text.done",
            "response.reasoning_summary_part.done",
            "response.output_item.done",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.done",
            "response.custom_tool_call_input.delta",
            "response.custom_tool_call_input.done",
            "response.completed");
    assertThat(stream("reply-rich.json").types())
        .containsSubsequence(
            "response.reasoning_text.delta",
            "response.reasoning_text.done",
            "response.content_part.done",
            "response.output_item.added",
            "response.output_text.delta",
            "response.output_text.annotation.added",
            "response.output_text.done",
            "response.content_part.done",
            "response.content_part.added",
            "response.content_part.done",
            "response.output_item.done",
            "response.completed");
    assertThat(stream("reply-length.json").types()).endsWith("response.incomplete");
    assertThat(stream("reply-refusal.json").types())
        .containsSubsequence("response.refusal.delta", "response.refusal.done");
  }

  @Test
  void eventsAreNamedAndNumbered() throws Exception {
    String text = new String(reframed("stream", "reply-rich.json").body(), UTF_8);
    long number = 0;
    for (JsonNode event : stream("reply-rich.json").events()) {
      assertThat(event.path("sequence_number").asLong()).isEqualTo(number++);
      assertThat(text).contains("event: " + event.path("type").asText() + "\ndata: {\"type\":");
    }
    assertThat(text).doesNotContain("[DONE]").endsWith("}\n\n");
  }

  @Test
  void nothingIsSaidBeforeItsTime() throws Exception {
    List<JsonNode> events = stream("reply.json").events();
    JsonNode begun = events.get(0).path("response");
    assertThat(begun.path("status").asText()).isEqualTo("in_progress");
    assertThat(begun.path("output").isArray()).isTrue();
    assertThat(begun.path("output")).isEmpty();
    assertThat(begun.path("usage").isNull()).isTrue();
    assertThat(begun.path("completed_at").isNull()).isTrue();
    JsonNode item = events.get(2).path("item");
    assertThat(item.path("status").asText()).isEqualTo("in_progress");
    assertThat(item.path("content")).isEmpty();
    JsonNode part = events.get(3);
    assertThat(part.path("part").path("text").asText("-")).isEmpty();
    assertThat(part.path("item_id").asText()).isEqualTo("msg_7f32");
    assertThat(events.get(4).path("logprobs").isArray()).isTrue();
    assertThat(events.get(4).path("content_index").asInt(-1)).isZero();
    assertThat(events.get(4).path("output_index").asInt(-1)).isZero();
  }

  @Test
  void probabilitiesComeWithTheirTokens() throws Exception {
    List<JsonNode> deltas =
        stream("reply-rich.json").events().stream()
            .filter(event -> event.path("type").asText().equals("response.output_text.delta"))
            .toList();
    assertThat(deltas)
        .extracting(delta -> delta.path("delta").asText())
        .containsExactly("See", " the chart.");
    assertThat(deltas).allSatisfy(delta -> assertThat(delta.path("logprobs")).hasSize(1));
  }

  @Test
  void whatCannotBeToldInEventsIsAMiss() throws Exception {
    String reply = ResponsesSamples.text("reply.json");
    String rich = ResponsesSamples.text("reply-rich.json");
    String calls = ResponsesSamples.text("reply-tool-call.json");
    for (String body :
        List.of(
            reply.replace("\"id\": \"msg_7f32\",", ""),
            reply.replace("\"output\": [", "\"output\": [null,"),
            reply.replace("\"status\": \"completed\"", "\"status\": \"complete\""),
            rich.replace("\"token\": \"See\"", "\"token\": \"Look\""),
            calls.replace("\"arguments\": \"", "\"arguments_\": \""),
            ResponsesSamples.text("reply-error.json"),
            ResponsesSamples.text("reply-failed.json"),
            ResponsesSamples.text("reply-queued.json"),
            "",
            "{}")) {
      StoredReply stored = ResponsesSamples.stored("unary", body.getBytes(UTF_8));
      assertThat(format.reframe(facts("stream"), stored)).as(body).isNull();
    }
    for (String file : List.of("stream-cut.sse", "stream-error.sse", "stream-failed.sse")) {
      StoredReply stored =
          ResponsesSamples.stored("stream", ResponsesSamples.text(file).getBytes(UTF_8));
      assertThat(format.reframe(facts("unary"), stored)).as(file).isNull();
    }
  }

  @Test
  void anOptionOfTheStreamIsAnotherFormOfTheSame() throws Exception {
    String body =
        ResponsesSamples.ask("'stream':true,'stream_options':{'include_obfuscation':false}");
    RequestFacts wanted = ResponsesSamples.facts(format, ResponsesSamples.OPENAI, body);
    StoredReply stored =
        ResponsesSamples.stored("stream", ResponsesSamples.text("stream.sse").getBytes(UTF_8));
    StoredReply other = format.reframe(wanted, stored);
    assertThat(other).isNotNull();
    assertThat(new String(other.body(), UTF_8)).doesNotContain("obfuscation");
    assertThat(other.form()).isEqualTo(wanted.form());
    assertThat(other.headers().first("Content-Type")).startsWith("text/event-stream");
  }

  @Test
  void aStreamSaysHowFarItIs() throws Exception {
    String stream = ResponsesSamples.text("stream.sse");
    String begun = stream.substring(0, stream.indexOf("event: response.output_text.delta"));
    ReplyTracker tracker = format.track(facts("stream"), 200, Headers.EMPTY);
    tracker.accept(ByteBuffer.wrap(begun.getBytes(UTF_8)));
    assertThat(tracker.progress()).isEqualTo(Progress.WAITING);
    tracker.accept(ByteBuffer.wrap(stream.substring(begun.length()).getBytes(UTF_8)));
    assertThat(tracker.progress()).isEqualTo(Progress.ANSWERING);
    ReplyTracker failed = format.track(facts("stream"), 200, Headers.EMPTY);
    failed.accept(ByteBuffer.wrap("data: {\"error\":{\"code\":502}}\n\n".getBytes(UTF_8)));
    assertThat(failed.progress()).isEqualTo(Progress.FAILED);
    assertThat(failed.complete()).isFalse();
    assertThat(failed.end().ending()).isEqualTo(Ending.ERROR);
  }

  /** As in the other form, which is made of it. */
  @Test
  void whatTheLastEventSaysCounts() throws Exception {
    String stream = ResponsesSamples.text("stream.sse");
    int last = stream.indexOf("event: response.completed");
    String end = stream.substring(last).replaceAll("\"type\": ?\"message\"", "\"type\":\"x\"");
    ReplyTracker tracker = format.track(facts("stream"), 200, Headers.EMPTY);
    tracker.accept(ByteBuffer.wrap((stream.substring(0, last) + end).getBytes(UTF_8)));
    assertThat(tracker.end().ending()).isEqualTo(Ending.EMPTY);
  }

  @Test
  void statusesThatNobodyKnowsAreUnknown() throws Exception {
    for (String status : List.of("complete", "", "COMPLETED")) {
      String body =
          ResponsesSamples.text("reply.json").replaceFirst("\"completed\"", "\"" + status + "\"");
      ReplyTracker tracker = format.track(facts("unary"), 200, Headers.EMPTY);
      tracker.accept(ByteBuffer.wrap(body.getBytes(UTF_8)));
      assertThat(tracker.end().ending()).as(status).isEqualTo(Ending.UNKNOWN);
    }
  }

  private ResponsesOracle stream(String file) throws Exception {
    return new ResponsesOracle(200, reframed("stream", file).body());
  }

  private StoredReply reframed(String form, String file) throws Exception {
    byte[] body = ResponsesSamples.text(file).getBytes(UTF_8);
    StoredReply other = format.reframe(facts(form), ResponsesSamples.stored("unary", body));
    assertThat(other).as(file).isNotNull();
    return other;
  }

  private RequestFacts facts(String form) throws Exception {
    String stream = form.equals("stream") ? "'stream':true" : "";
    return ResponsesSamples.facts(format, ResponsesSamples.OPENAI, ResponsesSamples.ask(stream));
  }
}
