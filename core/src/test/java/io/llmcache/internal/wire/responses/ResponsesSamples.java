package io.llmcache.internal.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.Pace;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Small requests and replies of OpenAI's Responses API, written for the tests. */
final class ResponsesSamples {

  static final String OPENAI = "https://api.openai.com/v1/responses";
  static final String OTHER = "http://localhost:8000/v1/responses";

  private ResponsesSamples() {}

  static String text(String name) {
    String path = "/io/llmcache/testing/openai-responses/" + name;
    try (InputStream file = ResponsesSamples.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException("the sample " + name + " is missing");
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The facts of a request whose JSON is written with single quotes. */
  static RequestFacts facts(OpenAiResponses format, String target, String body)
      throws UnreadableRequestException {
    return facts(format, URI.create(target), Headers.EMPTY, quoted(body).getBytes(UTF_8));
  }

  static RequestFacts facts(OpenAiResponses format, URI target, Headers headers, byte[] body)
      throws UnreadableRequestException {
    return format.read(CacheRequest.of(WayIn.CLIENT, "POST", target, headers, body));
  }

  /** A request that the provider does not keep, with another field. */
  static String ask(String field) {
    return "{'model':'m','input':'x','store':false%s}"
        .formatted(field.isEmpty() ? "" : "," + field);
  }

  static String quoted(String text) {
    return text.replace('\'', '"');
  }

  /** A reply as it is stored. */
  static StoredReply stored(String form, byte[] body) {
    return new StoredReply(
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ofHours(1),
        0,
        "openai.responses",
        "m",
        form,
        200,
        Headers.EMPTY,
        body,
        Usage.UNKNOWN,
        Duration.ofSeconds(1),
        List.of(),
        Pace.UNKNOWN);
  }
}
