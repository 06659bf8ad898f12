package io.llmcache.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.Pace;
import io.llmcache.spi.Question;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.Usage;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.Traces;
import io.llmcache.testing.Traces.Exchange;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The questions in everything that was recorded, and the texts of the answers. */
@EnabledIf(
    value = "io.llmcache.testing.Traces#available",
    disabledReason = "the recorded traces are not on this machine")
class QuestionTracesTest {

  private static final List<WireFormat> FORMATS =
      ServiceLoader.load(WireFormat.class).stream().map(ServiceLoader.Provider::get).toList();

  private static final List<Read> READ = new ArrayList<>();

  private record Read(Exchange exchange, WireFormat format, RequestFacts facts) {}

  @BeforeAll
  static void readTraces() {
    Traces.all().forEach(QuestionTracesTest::read);
    assertThat(READ).hasSizeGreaterThan(2000);
  }

  private static void read(Exchange exchange) {
    URI target = URI.create("https://" + exchange.host() + exchange.path());
    for (WireFormat format : FORMATS) {
      if (format.recognises("POST", target)) {
        try {
          CacheRequest request =
              CacheRequest.of(
                  WayIn.CLIENT, "POST", target, exchange.headers(), exchange.requestBody());
          READ.add(new Read(exchange, format, format.read(request)));
        } catch (UnreadableRequestException e) {
          // recordings of calls that were made to see them fail
        }
        return;
      }
    }
  }

  @Test
  void onlyCacheableRequestsHaveAQuestion() {
    for (Read read : READ) {
      if (read.facts().requestClass() != RequestClass.CACHEABLE) {
        assertThat(read.facts().question()).as("%s", read.exchange()).isNull();
      }
    }
  }

  /** With most requests it is found; the others are prompts to go on with, and long texts. */
  @Test
  void theQuestionIsAStringOfTheRequestAndLiesWhereItSays() {
    int cacheable = 0;
    int found = 0;
    for (Read read : READ) {
      Question question = read.facts().question();
      cacheable += read.facts().requestClass() == RequestClass.CACHEABLE ? 1 : 0;
      if (question != null) {
        found++;
        byte[] literal =
            Arrays.copyOfRange(read.facts().canonical(), question.from() - 1, question.to() + 1);
        assertThat(JsonSpelling.tree(literal).textValue())
            .as("%s", read.exchange())
            .isEqualTo(question.text())
            .isEqualTo(last(JsonSpelling.tree(read.exchange().requestBody())));
      }
    }
    assertThat(found).isGreaterThan(cacheable * 3 / 4);
  }

  /** The last text of the user, looked for without any knowledge of the format. */
  private static @Nullable String last(JsonNode body) {
    for (String name : List.of("messages", "contents", "input", "prompt", "content", "parts")) {
      JsonNode inner = body.path(name);
      if (inner.isTextual()) {
        return inner.textValue();
      }
      if (inner.isObject() && name.equals("contents")) {
        return last(inner);
      }
      if (inner.isArray() && !inner.isEmpty()) {
        JsonNode end = inner.get(inner.size() - 1);
        return end.path("text").isTextual() ? end.path("text").textValue() : last(end);
      }
    }
    return null;
  }

  @Test
  void whatEndsWellWithoutACallHasAText() {
    int well = 0;
    int texts = 0;
    for (Read read : READ) {
      ReplyTracker tracker =
          read.format()
              .track(read.facts(), read.exchange().status(), read.exchange().responseHeaders());
      tracker.accept(ByteBuffer.wrap(read.exchange().responseBody()));
      boolean complete = tracker.complete();
      Ending ending = tracker.end().ending();
      String text = read.format().answerText(stored(read));
      if (complete && read.facts().question() != null && ending == Ending.NATURAL) {
        well++;
        texts += text == null ? 0 : 1;
      }
      if (text != null && complete && read.facts().question() != null) {
        assertThat(ending).as("%s", read.exchange()).isIn(Ending.NATURAL, Ending.LENGTH);
      }
    }
    assertThat(texts).isGreaterThan(well * 9 / 10);
  }

  private static StoredReply stored(Read read) {
    return new StoredReply(
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ofHours(1),
        0,
        read.facts().format(),
        read.facts().model(),
        read.facts().form(),
        200,
        Headers.EMPTY,
        read.exchange().responseBody(),
        Usage.UNKNOWN,
        Duration.ofSeconds(1),
        List.of(),
        Pace.UNKNOWN);
  }
}
