package io.llmcache.internal.wire.completions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.Pace;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.Usage;
import io.llmcache.testing.WireFormatContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Small completion requests and replies, written for the tests, and short ways to read them. */
final class CompletionSamples {

  static final String OPENAI = "https://api.openai.com/v1/completions";
  static final String OTHER = "http://localhost:8000/v1/completions";

  private CompletionSamples() {}

  /** A file of the folder completions of the fixtures. */
  static String text(String name) {
    try (InputStream file = WireFormatContract.class.getResourceAsStream("completions/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the fixture completions/" + name + " is missing");
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The facts of a request, written with ' for ". */
  static RequestFacts facts(String target, String body) throws UnreadableRequestException {
    return new OpenAiCompletions()
        .read(
            CacheRequest.of(
                WayIn.CLIENT,
                "POST",
                URI.create(target),
                Headers.EMPTY,
                body.replace('\'', '"').getBytes(UTF_8)));
  }

  /** A reply as it would be stored. */
  static StoredReply stored(RequestFacts facts, byte[] body) {
    return new StoredReply(
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ofHours(1),
        0,
        facts.format(),
        facts.model(),
        facts.form(),
        200,
        Headers.of("Content-Type", "x/y"),
        body,
        Usage.UNKNOWN,
        Duration.ofSeconds(1),
        List.of(),
        Pace.UNKNOWN);
  }
}
