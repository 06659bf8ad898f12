package io.llmcache.internal.wire.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.Pace;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.Usage;
import io.llmcache.spi.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Small requests and replies of Bedrock, written for the tests. */
final class BedrockSamples {

  static final String BASE = "https://bedrock-runtime.us-east-1.amazonaws.com/model/";
  static final String MODEL = "us.mill.model-v1%3A0";

  private BedrockSamples() {}

  static String text(String name) {
    String path = "/io/llmcache/testing/bedrock/" + name;
    try (InputStream file = BedrockSamples.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException("the sample " + name + " is missing");
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static URI target(String verb) {
    return URI.create(BASE + MODEL + "/" + verb);
  }

  /** The facts of a request whose JSON is written with single quotes. */
  static RequestFacts facts(WireFormat format, String verb, String body)
      throws UnreadableRequestException {
    byte[] json = body.replace('\'', '"').getBytes(UTF_8);
    return facts(format, target(verb), Headers.EMPTY, json);
  }

  static RequestFacts facts(WireFormat format, URI target, Headers headers, byte[] body)
      throws UnreadableRequestException {
    return format.read(CacheRequest.of(WayIn.CLIENT, "POST", target, headers, body));
  }

  /** A reply as it is stored. */
  static StoredReply stored(String form, byte[] body) {
    return new StoredReply(
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ofHours(1),
        0,
        "bedrock.converse",
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
