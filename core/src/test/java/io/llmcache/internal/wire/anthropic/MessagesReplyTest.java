package io.llmcache.internal.wire.anthropic;

import static io.llmcache.testing.AnthropicFixtures.REPLY;
import static io.llmcache.testing.AnthropicFixtures.REQUEST;
import static io.llmcache.testing.AnthropicFixtures.RICH_REPLY;
import static io.llmcache.testing.AnthropicFixtures.STREAM;
import static io.llmcache.testing.AnthropicFixtures.STREAM_REQUEST;
import static io.llmcache.testing.AnthropicFixtures.STREAM_RICH;
import static io.llmcache.testing.AnthropicFixtures.STREAM_TOOL_CALL;
import static io.llmcache.testing.AnthropicFixtures.TOOL_CALL_REPLY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.Pace;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.ReplyTracker.Progress;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Usage;
import io.llmcache.testing.JsonSpelling;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How replies are judged and made anew, case by case. */
class MessagesReplyTest {

  private static final AnthropicMessages FORMAT = new AnthropicMessages();

  @ParameterizedTest
  @CsvSource({
    "end_turn, NATURAL",
    "stop_sequence, NATURAL",
    "tool_use, TOOL_CALL",
    "max_tokens, LENGTH",
    "model_context_window_exceeded, LENGTH",
    "refusal, REFUSED",
    "pause_turn, UNKNOWN",
    "compaction, UNKNOWN",
    "'', UNKNOWN"
  })
  void stopReasonsEnd(String reason, Ending ending) throws Exception {
    ReplyFacts facts = judged(REPLY.replace("end_turn", reason));
    assertThat(facts.ending()).isEqualTo(ending);
    assertThat(facts.detail()).isEqualTo(reason.isEmpty() ? "no-stop-reason" : reason);
    assertThat(judged(STREAM.replace("end_turn", reason)).ending()).isEqualTo(ending);
  }

  @Test
  void whatSaysNothingIsEmpty() throws Exception {
    String thinking = "{\"type\": \"thinking\", \"thinking\": \"Hm\", \"signature\": \"s\"}";
    String text = REPLY.substring(REPLY.indexOf("[{\"type\": \"text\""), REPLY.indexOf("],") + 1);
    assertThat(judged(REPLY.replace(text, "[" + thinking + "]")).ending()).isEqualTo(Ending.EMPTY);
    assertThat(judged(REPLY.replace(text, "[]")).ending()).isEqualTo(Ending.EMPTY);
    assertThat(judged(REPLY.replace(text, "[]").replace("end_turn", "refusal")).ending())
        .isEqualTo(Ending.REFUSED);
  }

  @Test
  void aCallMakesANaturalEndAToolCall() throws Exception {
    assertThat(judged(TOOL_CALL_REPLY.replace("\"tool_use\",\n", "\"end_turn\",\n")).ending())
        .isEqualTo(Ending.TOOL_CALL);
  }

  @Test
  void tokensOfAllPartsAreCounted() throws Exception {
    assertThat(judged(REPLY).usage()).isEqualTo(new Usage(231, 100));
    assertThat(judged(STREAM).usage()).isEqualTo(new Usage(31, 20));
    assertThat(judged(STREAM_RICH).usage()).isEqualTo(new Usage(33, 44));
    assertThat(judged("{\"type\":\"message\"}").usage()).isEqualTo(Usage.UNKNOWN);
  }

  @Test
  void anErrorBeforeTheAnswerIsSeenAtOnce() throws Exception {
    String error =
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\"}}\n\n";
    String start = STREAM.substring(0, STREAM.indexOf("event: content_block_start"));
    assertThat(progress(start)).isEqualTo(Progress.WAITING);
    assertThat(progress(start + error)).isEqualTo(Progress.FAILED);
    assertThat(progress(STREAM + error)).isEqualTo(Progress.ANSWERING);
    assertThat(judged(STREAM + error).ending()).isEqualTo(Ending.ERROR);
    assertThat(judged(start + error).detail()).isEqualTo("api_error");
    String nameOnly = start + "event: error\ndata: {\"message\":\"no type\"}\n\n";
    assertThat(judged(nameOnly).ending()).isEqualTo(Ending.ERROR);
  }

  @Test
  void anErrorStatusIsAnError() throws Exception {
    ReplyTracker tracker = FORMAT.track(read(REQUEST), 529, Headers.EMPTY);
    tracker.accept(ByteBuffer.wrap(REPLY.getBytes(UTF_8)));
    assertThat(tracker.end().ending()).isEqualTo(Ending.ERROR);
  }

  @Test
  void aStreamNeedsItsBeginning() throws Exception {
    String headless = STREAM.substring(STREAM.indexOf("event: content_block_start"));
    assertThat(judged(headless).ending()).isEqualTo(Ending.INCOMPLETE);
    assertThat(unary(headless)).isNull();
  }

  @Test
  void aStreamMadeOfAMessageHasItsEventsInOrder() throws Exception {
    List<String> events =
        Arrays.stream(stream(RICH_REPLY).split("\n\n"))
            .map(event -> event.substring("event: ".length(), event.indexOf('\n')))
            .toList();
    assertThat(events).startsWith("message_start", "content_block_start", "content_block_delta");
    assertThat(events).endsWith("content_block_stop", "message_delta", "message_stop");
    for (String event : stream(RICH_REPLY).split("\n\n")) {
      String[] lines = event.split("\n");
      assertThat(lines).hasSize(2);
      JsonNode data = JsonSpelling.tree(lines[1].substring("data: ".length()).getBytes(UTF_8));
      assertThat(lines[0]).isEqualTo("event: " + data.path("type").asText());
    }
  }

  @Test
  void theFirstEventSaysNothingOfTheEnd() throws Exception {
    String first = stream(RICH_REPLY).split("\n\n")[0];
    JsonNode message =
        JsonSpelling.tree(first.substring(first.indexOf('{')).getBytes(UTF_8)).path("message");
    assertThat(message.path("content")).isEmpty();
    assertThat(message.path("stop_reason").isNull()).isTrue();
    assertThat(message.path("stop_sequence").isNull()).isTrue();
    assertThat(message.path("stop_details").isNull()).isTrue();
    assertThat(message.has("container")).isFalse();
    assertThat(message.has("context_management")).isFalse();
    assertThat(message.path("usage").path("output_tokens").asInt()).isEqualTo(1);
    assertThat(message.path("usage").path("input_tokens").asInt()).isEqualTo(400);
  }

  @Test
  void aRichStreamMakesThisMessage() throws Exception {
    JsonNode message = JsonSpelling.tree(unary(STREAM_RICH).getBytes(UTF_8));
    JsonNode content = message.path("content");
    assertThat(content.path(0).path("thinking").asText()).isEqualTo("Two piers.");
    assertThat(content.path(0).path("signature").asText()).isEqualTo("U2lnbmVkLysvPT0=");
    assertThat(content.path(2).path("citations")).hasSize(1);
    assertThat(content.path(3).path("input").path("query").asText()).isEqualTo("pier");
    assertThat(message.path("stop_reason").asText()).isEqualTo("stop_sequence");
    assertThat(message.path("container").path("id").asText()).isEqualTo("container_j");
    assertThat(message.path("context_management").path("applied_edits").isArray()).isTrue();
    assertThat(message.path("usage").path("input_tokens").asInt()).isEqualTo(33);
    assertThat(message.path("usage").has("cache_creation")).isTrue();
  }

  /** Not every client takes 1e2 for an integer. */
  @Test
  void numbersKeepTheirSpelling() throws Exception {
    assertThat(stream(REPLY)).contains("\"output_tokens\":100,").contains("tokens\":200,");
    assertThat(stream(TOOL_CALL_REPLY).replace("\\\"", "\"")).contains("[100,");
    assertThat(unary(STREAM_TOOL_CALL)).contains("\"depth_m\":100}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"type\": \"text_delta\" | \"type\": \"delta_of_tomorrow\"",
        "\"type\": \"text_delta\" | \"new\": 1, \"type\": \"text_delta\"",
        "\"type\": \"ping\" | \"type\": \"event_of_tomorrow\"",
        "\"index\": 0 | \"index\": 1",
        "\"type\": \"text\" | \"type\": \"thinking\"",
        "\"usage\": | \"use\":",
        "\"type\": \"message\" | \"type\": \"error\"",
        "\"content\": [] | \"content\": [{}]",
        "\"text\": \"On Sundays \" | \"text\": 1"
      })
  void whatAMessageCannotSayIsAMiss(String from, String to) throws Exception {
    assertThat(STREAM).contains(from);
    assertThat(unary(STREAM.replace(from, to))).isNull();
  }

  @Test
  void whatAMessageDoesNotCountItsStreamDoesNotCount() throws Exception {
    String uncounted = REPLY.replaceFirst("\"output_tokens\": ?\\d+", "\"output_tokens\": null");
    assertThat(uncounted).isNotEqualTo(REPLY);
    assertThat(judged(stream(uncounted)).usage().completionTokens()).isEqualTo(-1);
  }

  @Test
  void eventsOutOfOrderAreAMiss() throws Exception {
    String stop = STREAM.substring(STREAM.indexOf("event: message_stop"));
    assertThat(unary(STREAM + stop)).isNull();
    assertThat(unary(STREAM.replace(stop, ""))).isNull();
    String end =
        STREAM.substring(
            STREAM.indexOf("event: content_block_stop"), STREAM.indexOf("event: message_delta"));
    assertThat(unary(STREAM.replace(end, ""))).isNull();
    assertThat(unary(STREAM.replace(end, end + end))).isNull();
    assertThat(unary(STREAM_TOOL_CALL.replace("\\\"depth_m\\\": 100}", ""))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"usage\": | \"use\":",
        "\"stop_reason\": | \"reason\":",
        "\"content\": [ | \"content\": [1,",
        "\"content\": [ | \"content\": [{\"type\": \"text\"},",
        "\"content\": [ | \"content\": [{\"text\": \"untyped\"},",
        "\"content\": [ | \"content\": [{\"type\": \"tool_use\", \"input\": \"x\"},",
        "\"content\": [ | \"content\": [{\"type\": \"text\", \"text\": \"\", \"citations\": [null]},",
        "\"content\": [ | \"content\": [{\"type\": \"thinking\", \"thinking\": \"\", \"signature\": 1},",
        "\"content\": [ | \"content\": [{\"type\": \"thinking\"},"
      })
  void whatAStreamCannotSayIsAMiss(String from, String to) throws Exception {
    assertThat(REPLY).contains(from);
    assertThat(stream(REPLY)).isNotNull();
    assertThat(stream(REPLY.replace(from, to))).isNull();
  }

  @Test
  void aBodyThatAlreadyHasTheShapeIsGivenAsItIs() throws Exception {
    assertThat(JsonSpelling.tree(unary(REPLY).getBytes(UTF_8)))
        .isEqualTo(JsonSpelling.tree(REPLY.getBytes(UTF_8)));
    assertThat(judged(stream(STREAM))).isEqualTo(judged(STREAM));
  }

  private static Progress progress(String body) throws Exception {
    ReplyTracker tracker = FORMAT.track(read(STREAM_REQUEST), 200, Headers.EMPTY);
    tracker.accept(ByteBuffer.wrap(body.getBytes(UTF_8)));
    return tracker.progress();
  }

  private static ReplyFacts judged(String body) throws Exception {
    ReplyTracker tracker = FORMAT.track(read(STREAM_REQUEST), 200, Headers.EMPTY);
    tracker.accept(ByteBuffer.wrap(body.getBytes(UTF_8)));
    return tracker.end();
  }

  private static String unary(String body) throws Exception {
    return reframed(REQUEST, STREAM_REQUEST, body);
  }

  private static String stream(String body) throws Exception {
    return reframed(STREAM_REQUEST, REQUEST, body);
  }

  private static String reframed(String wanted, String was, String body) throws Exception {
    RequestFacts before = read(was);
    StoredReply stored =
        new StoredReply(
            Instant.EPOCH,
            Duration.ZERO,
            Duration.ofHours(1),
            0,
            before.format(),
            before.model(),
            before.form(),
            200,
            Headers.EMPTY,
            body.getBytes(UTF_8),
            Usage.UNKNOWN,
            Duration.ZERO,
            List.of(),
            Pace.UNKNOWN);
    StoredReply reframed = FORMAT.reframe(read(wanted), stored);
    return reframed == null ? null : new String(reframed.body(), UTF_8);
  }

  private static RequestFacts read(String body) throws Exception {
    return FORMAT.read(
        CacheRequest.of(
            WayIn.CLIENT,
            "POST",
            URI.create("https://api.anthropic.com/v1/messages"),
            Headers.EMPTY,
            body.getBytes(UTF_8)));
  }
}
