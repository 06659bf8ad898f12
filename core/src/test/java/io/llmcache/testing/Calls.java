package io.llmcache.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.WayIn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Requests to a cache, and what an adapter does with its outcome, for tests. */
public final class Calls {

  /** Where the requests go. */
  public static final URI TARGET = URI.create("https://api.openai.com" + OpenAiChatFixtures.PATH);

  /** Fields of a unary reply. */
  public static final Headers JSON = Headers.of("Content-Type", OpenAiChatFixtures.JSON);

  /** Fields of a streamed reply. */
  public static final Headers SSE = Headers.of("Content-Type", OpenAiChatFixtures.SSE);

  private static final Headers CREDENTIAL = Headers.of("Authorization", "Bearer k-1");

  private Calls() {}

  /** A question that wants its answer in one piece. */
  public static CacheRequest asking(String question) {
    return request(OpenAiChatFixtures.requestAsking(question, false), CREDENTIAL);
  }

  /** A question that wants its answer as a stream. */
  public static CacheRequest streaming(String question) {
    return request(OpenAiChatFixtures.requestAsking(question, true), CREDENTIAL);
  }

  /** A request from a client, with these fields and this body. */
  public static CacheRequest request(String body, Headers headers) {
    return CacheRequest.of(WayIn.CLIENT, "POST", TARGET, headers, OpenAiChatFixtures.bytes(body));
  }

  /** The same request with one more header field. */
  public static CacheRequest with(CacheRequest request, String name, String value) {
    Headers headers = request.headers().plus(name, value);
    return CacheRequest.of(
            request.wayIn(), request.method(), request.target(), headers, request.body())
        .by(request.principal());
  }

  /** The lease; fails the test if there is none. */
  public static Lease lease(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Forward.class);
    return ((Outcome.Forward) outcome).lease();
  }

  /** The reply; fails the test if there is none. */
  public static Reply served(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Served.class);
    return ((Outcome.Served) outcome).reply();
  }

  /** The follower; fails the test if it is none. */
  public static Outcome.Follow follow(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Follow.class);
    return (Outcome.Follow) outcome;
  }

  /** Answers the call of this outcome with 200 and {@link OpenAiChatFixtures#REPLY}. */
  public static void answer(Outcome outcome) {
    answer(lease(outcome), 200, JSON, OpenAiChatFixtures.REPLY);
  }

  /** Answers the call in one write. */
  public static Reply answer(Lease lease, int status, Headers headers, String body) {
    Recording recording = lease.reply(status, headers);
    write(recording, body);
    recording.end();
    return recording.reply();
  }

  public static void write(Recording recording, String text) {
    recording.write(ByteBuffer.wrap(OpenAiChatFixtures.bytes(text)));
  }

  /** Reads the body to its end. */
  public static String text(Reply reply) {
    try (InputStream body = reply.body().stream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The reply's Cache-Status; empty if there is none. */
  public static String status(Reply reply) {
    String value = reply.headers().joined(CacheStatus.FIELD);
    return value == null ? "" : value;
  }
}
