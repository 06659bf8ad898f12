package io.llmcache.itests;

import io.llmcache.exchange.Headers;
import io.llmcache.testing.Ask;
import io.llmcache.testing.SeenRequest;
import io.llmcache.testing.Traces.Exchange;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Answers with recordings. Each has a credential of its own, since equal requests were recorded
 * with different answers; a stream comes event by event.
 */
final class RecordedProvider implements UpstreamAnswer {

  private static final int PIECE = 333;
  private static final String CREDENTIAL = "Bearer trace-";

  private static final Set<String> STREAMED = Set.of("sse", "ndjson", "json-array", "eventstream");

  private final List<Exchange> exchanges;
  private final AtomicIntegerArray calls;

  RecordedProvider(List<Exchange> exchanges) {
    this.exchanges = exchanges;
    this.calls = new AtomicIntegerArray(exchanges.size());
  }

  /** The recorded request. */
  Ask ask(int number) {
    Exchange exchange = exchanges.get(number);
    Headers headers =
        sendable(exchange.headers())
            .with("Content-Type", "application/json")
            .with("Authorization", CREDENTIAL + number);
    return new Ask("POST", exchange.path(), headers, exchange.requestBody());
  }

  /** A recording has two fields in one. */
  private static Headers sendable(Headers recorded) {
    return recorded.keeping(name -> String.valueOf(recorded.first(name)).lines().count() == 1);
  }

  /** How often this one was asked for. */
  int calls(int number) {
    return calls.get(number);
  }

  @Override
  public void to(SeenRequest request, Wire wire) throws IOException {
    String credential = request.headers().first("Authorization");
    int number = Integer.parseInt(String.valueOf(credential).substring(CREDENTIAL.length()));
    calls.incrementAndGet(number);
    Exchange exchange = exchanges.get(number);
    if (!STREAMED.contains(exchange.framing())) {
      wire.whole(exchange.status(), exchange.responseHeaders(), exchange.responseBody());
      return;
    }
    wire.head(exchange.status(), exchange.responseHeaders());
    for (byte[] chunk : chunks(exchange)) {
      wire.chunk(chunk);
    }
    wire.end();
  }

  /** Events where they have a blank line between them, else pieces that respect nothing. */
  private static List<byte[]> chunks(Exchange exchange) {
    byte[] body = exchange.responseBody();
    List<byte[]> chunks = new ArrayList<>();
    if (exchange.framing().equals("sse")) {
      String text = new String(body, StandardCharsets.UTF_8);
      for (String event : text.split("(?<=\n\n|\r\n\r\n)")) {
        chunks.add(event.getBytes(StandardCharsets.UTF_8));
      }
    } else {
      for (int at = 0; at < body.length; at += PIECE) {
        chunks.add(Arrays.copyOfRange(body, at, Math.min(body.length, at + PIECE)));
      }
    }
    return chunks;
  }
}
