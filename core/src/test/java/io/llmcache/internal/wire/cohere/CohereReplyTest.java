package io.llmcache.internal.wire.cohere;

import static io.llmcache.testing.CohereFixtures.REPLY;
import static io.llmcache.testing.CohereFixtures.REQUEST;
import static io.llmcache.testing.CohereFixtures.RICH_REPLY;
import static io.llmcache.testing.CohereFixtures.STREAM;
import static io.llmcache.testing.CohereFixtures.STREAM_FAILED;
import static io.llmcache.testing.CohereFixtures.STREAM_REQUEST;
import static io.llmcache.testing.CohereFixtures.STREAM_RICH;
import static io.llmcache.testing.CohereFixtures.STREAM_TOOL_CALL;
import static io.llmcache.testing.CohereFixtures.TOOL_CALL_REPLY;
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
class CohereReplyTest {

  private static final CohereChat FORMAT = new CohereChat();

  @ParameterizedTest
  @CsvSource({
    "COMPLETE, NATURAL",
    "STOP_SEQUENCE, NATURAL",
    "MAX_TOKENS, LENGTH",
    "TOOL_CALL, TOOL_CALL",
    "ERROR, ERROR",
    "TIMEOUT, ERROR",
    "TOMORROW, UNKNOWN",
    "'', UNKNOWN"
  })
  void finishReasonsEnd(String reason, Ending ending) throws Exception {
    assertThat(judged(REPLY.replace("COMPLETE", reason)).ending()).isEqualTo(ending);
    assertThat(judged(STREAM.replace("COMPLETE", reason)).ending()).isEqualTo(ending);
  }

  @Test
  void whatSaysNothingIsEmpty() throws Exception {
    assertThat(judged(REPLY.replace("\"type\": \"text\", \"text\"", "\"thinking\"")).ending())
        .isEqualTo(Ending.EMPTY);
    assertThat(judged(STREAM.replace("content-delta", "content-of-tomorrow")).ending())
        .isEqualTo(Ending.EMPTY);
  }

  @Test
  void tokensAreThoseOfTheModelElseThoseBilled() throws Exception {
    assertThat(judged(REPLY).usage()).isEqualTo(new Usage(200, 110));
    assertThat(judged(RICH_REPLY).usage()).isEqualTo(new Usage(20, 40));
    assertThat(judged(STREAM).usage()).isEqualTo(new Usage(200, 33));
    assertThat(judged(STREAM_FAILED).usage()).isEqualTo(Usage.UNKNOWN);
  }

  @Test
  void aFailureIsToldByItsType() throws Exception {
    assertThat(judged(STREAM_FAILED).detail()).isEqualTo("ToolCallError");
    assertThat(judged(STREAM.replace("COMPLETE", "TIMEOUT")).detail()).isEqualTo("finish-TIMEOUT");
  }

  @Test
  void progressIsSeen() throws Exception {
    String start = STREAM.substring(0, STREAM.indexOf("event: content-delta"));
    String end = STREAM.substring(STREAM.indexOf("event: message-end"));
    assertThat(progress(start)).isEqualTo(Progress.WAITING);
    assertThat(progress(start + end.replace("COMPLETE", "ERROR"))).isEqualTo(Progress.FAILED);
    assertThat(progress(STREAM)).isEqualTo(Progress.ANSWERING);
  }

  @Test
  void theMarkAloneAndTheEndAloneAreNotEnough() throws Exception {
    assertThat(judged(STREAM.replace("data: [DONE]", "")).ending()).isEqualTo(Ending.INCOMPLETE);
    assertThat(judged(STREAM.replace("message-end", "message-of-tomorrow")).ending())
        .isEqualTo(Ending.INCOMPLETE);
  }

  @Test
  void aStreamMadeOfAReplyHasItsEventsInOrder() throws Exception {
    String stream = stream(RICH_REPLY);
    assertThat(stream).endsWith("\n\ndata: [DONE]\n\n");
    List<String> events =
        Arrays.stream(stream.split("\n\n"))
            .filter(event -> event.startsWith("event: "))
            .map(event -> event.substring("event: ".length(), event.indexOf('\n')))
            .toList();
    assertThat(events)
        .containsExactly(
            "message-start",
            "content-start",
            "content-delta",
            "content-end",
            "content-start",
            "content-delta",
            "content-end",
            "citation-start",
            "citation-end",
            "citation-start",
            "citation-end",
            "message-end");
    for (String event : stream.replace("data: [DONE]\n\n", "").split("\n\n")) {
      String[] lines = event.split("\n");
      JsonNode data = JsonSpelling.tree(lines[1].substring("data: ".length()).getBytes(UTF_8));
      assertThat(lines[0]).isEqualTo("event: " + data.path("type").asText());
    }
  }

  @Test
  void richStreamsMakeTheseReplies() throws Exception {
    JsonNode rich = JsonSpelling.tree(unary(STREAM_RICH).getBytes(UTF_8));
    assertThat(rich.path("id").asText()).isEqualTo("c-7");
    JsonNode message = rich.path("message");
    assertThat(message.path("content").path(0).path("thinking").asText()).isEqualTo("Two boats.");
    assertThat(message.path("content").path(1).path("text").asText())
        .isEqualTo("It leaves at 18:40.");
    assertThat(message.path("citations")).hasSize(2);
    assertThat(message.has("tool_calls") || message.has("tool_plan")).isFalse();
    JsonNode call = JsonSpelling.tree(unary(STREAM_TOOL_CALL).getBytes(UTF_8)).path("message");
    assertThat(call.path("tool_plan").asText()).isEqualTo("I shall.");
    assertThat(call.path("tool_calls").path(0).path("function").path("arguments").asText())
        .isEqualTo("{\"place\": \"Möja\"}");
    assertThat(call.has("content")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"type\": \"content-end\" | \"type\": \"content-of-tomorrow\"",
        "\"index\": 0 | \"index\": 1",
        "\"content\": {\"text\" | \"content\": {\"txt\"",
        "\"content\": {\"text\" | \"content\": {\"more\": 1, \"text\"",
        "\"type\": \"content-delta\" | \"logprobs\": {}, \"type\": \"content-delta\"",
        "\"finish_reason\" | \"more\": 1, \"finish_reason\"",
        "\"usage\" | \"use\"",
        "data: [DONE] |",
        "data: [DONE] | data: [DONE] twice"
      })
  void whatAReplyCannotSayIsAMiss(String from, String to) throws Exception {
    assertThat(STREAM).contains(from);
    String changed =
        STREAM.replace(from, to == null ? "" : to.replace(" twice", "\n\ndata: [DONE]"));
    assertThat(unary(STREAM)).isNotNull();
    assertThat(unary(changed)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"usage\": | \"use\":",
        "\"finish_reason\": | \"reason\":",
        "\"id\": | \"logprobs\": [], \"id\":",
        "\"content\": [ | \"content\": [1,",
        "\"content\": [ | \"content\": [{\"type\": \"image\", \"image\": \"x\"},",
        "\"content\": [ | \"tool_calls\": [{\"function\": {}}], \"content\": [",
        "\"content\": [ | \"tool_plan\": 1, \"content\": [",
        "\"content\": [ | \"citations\": \"x\", \"content\": [",
        "\"content\": [ | \"tool_plan\": \"\", \"tool_calls\": [], \"citations\": [], \"content\": ["
      })
  void whatAStreamCannotSayIsAMiss(String from, String to) throws Exception {
    assertThat(REPLY).contains(from);
    assertThat(stream(REPLY)).isNotNull();
    assertThat(stream(REPLY.replace(from, to))).isNull();
  }

  /** Not every client takes 1e2 for an integer. */
  @Test
  void numbersKeepTheirSpelling() throws Exception {
    assertThat(stream(REPLY)).contains("\"output_tokens\":100}");
    assertThat(stream(TOOL_CALL_REPLY)).contains("\"input_tokens\":900,");
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
    StoredReply reframed = FORMAT.reframe(read(wanted), stored(read(was), body.getBytes(UTF_8)));
    return reframed == null ? null : new String(reframed.body(), UTF_8);
  }

  static StoredReply stored(RequestFacts request, byte[] body) {
    return new StoredReply(
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ofHours(1),
        0,
        request.format(),
        request.model(),
        request.form(),
        200,
        Headers.EMPTY,
        body,
        Usage.UNKNOWN,
        Duration.ZERO,
        List.of(),
        Pace.UNKNOWN);
  }

  private static RequestFacts read(String body) throws Exception {
    return FORMAT.read(
        CacheRequest.of(
            WayIn.CLIENT,
            "POST",
            URI.create("https://api.cohere.com/v2/chat"),
            Headers.EMPTY,
            body.getBytes(UTF_8)));
  }
}
