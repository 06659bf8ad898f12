package io.llmcache.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.WayIn;
import io.llmcache.settings.SettingsReader;
import io.llmcache.testing.OpenAiChatFixtures;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Header fields of any content, on requests and replies: the cache has no fault, and every caller
 * gets an answer that is the provider's.
 */
class HeaderFuzzTest {

  private static final URI TARGET = URI.create("https://api.openai.com/v1/chat/completions");

  private static final List<String> NAMES =
      List.of(
          "Cache-Control",
          "Pragma",
          "llmcache-tag",
          "llmcache-explain",
          "llmcache-" + "x".repeat(500),
          "Authorization",
          "x-api-key",
          "Cookie",
          "Content-Type",
          "Content-Encoding",
          "Content-Length",
          "Transfer-Encoding",
          "Connection",
          "Age",
          "Date",
          "Expires",
          "Retry-After",
          "retry-after-ms",
          "Vary",
          "Cache-Status",
          "openai-beta",
          "openai-project",
          "X-HTTP-Method-Override",
          "Range");

  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          ",",
          ",,;;==\"\"",
          "\"",
          "\\",
          "no-cache",
          "no-store",
          "only-if-cached",
          "max-age",
          "max-age=",
          "max-age=-1",
          "max-age=99999999999999999999999",
          "max-age=\"5\"",
          "max-age=5,max-age=6",
          "max-stale",
          "stale-if-error=1e9",
          "min-fresh=0x10",
          "NO-CACHE ; max-age = 5",
          "no-cache=\"a,b",
          "-1",
          "2147483648",
          "9223372036854775808",
          "Thu, 01 Jan 1970 00:00:00 GMT",
          "Thu, 99 Foo 0000 99:99:99 XYZ",
          "0",
          "1.5",
          "NaN",
          "identity",
          "gzip, gzip, gzip",
          "application/json; charset=\"",
          "\u0000",
          "a\r\nX-Evil: 1",
          "\ud800",
          "ö\u202e",
          "a".repeat(70_000),
          "a,".repeat(20_000));

  @Test
  void anyFieldsMayCome() throws Exception {
    try (LlmCache cache = LlmCache.builder(SettingsReader.defaults()).build()) {
      Fuzzing.run(
          random -> {
            String question = "question " + random.nextInt(50);
            exchange(cache, question, random);
            assertThat(cache.statistics().faults()).isEmpty();
          });
    }
  }

  private static void exchange(LlmCache cache, String question, Random random) throws Exception {
    byte[] body = OpenAiChatFixtures.requestAsking(question, false).getBytes(UTF_8);
    Outcome outcome =
        cache.open(CacheRequest.of(WayIn.GATEWAY, "POST", TARGET, headers(random), body));
    String answer = OpenAiChatFixtures.REPLY.replace(OpenAiChatFixtures.TEXT, question);
    if (outcome instanceof Outcome.Served served) {
      checkServed(served.reply(), answer);
    } else if (outcome instanceof Outcome.Forward forward) {
      int status = List.of(200, 200, 200, 429, 500, 503, 206, 304, 599).get(random.nextInt(9));
      upstream(forward.lease(), status, answer, random);
    } else {
      throw new AssertionError("nobody else asks: " + outcome);
    }
  }

  private static void upstream(Lease lease, int status, String answer, Random random)
      throws IOException {
    assertThat(lease.cacheStatus()).hasSizeLessThan(1000).doesNotContain("\r", "\n");
    Headers headers = headers(random);
    Reply stale = lease.insteadOf(status, headers);
    if (stale != null) {
      checkServed(stale, answer);
      return;
    }
    Recording recording = lease.reply(status, headers);
    recording.write(ByteBuffer.wrap(answer.getBytes(UTF_8)));
    recording.end();
  }

  private static void checkServed(Reply reply, String answer) throws IOException {
    try (InputStream in = reply.body().stream()) {
      String text = new String(in.readAllBytes(), UTF_8);
      if (reply.status() == 200) {
        assertThat(text).isEqualTo(answer);
      } else {
        assertThat(reply.status()).isEqualTo(504);
      }
    }
  }

  private static Headers headers(Random random) {
    Headers headers =
        random.nextBoolean() ? Headers.of("Content-Type", "application/json") : Headers.EMPTY;
    for (int left = random.nextInt(5); left > 0; left--) {
      headers = headers.plus(any(NAMES, random), value(random));
    }
    return headers;
  }

  private static String value(Random random) {
    String value = any(VALUES, random);
    return random.nextInt(3) > 0
        ? value
        : value + any(List.of(",", ", ", ";", "=", " ", "\t"), random) + any(VALUES, random);
  }

  private static <T> T any(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
