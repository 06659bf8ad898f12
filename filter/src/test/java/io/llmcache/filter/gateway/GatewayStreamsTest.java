package io.llmcache.filter.gateway;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM_REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.filter.support.RawClient;
import io.llmcache.filter.support.RawClient.Answer;
import io.llmcache.filter.support.RawClient.End;
import io.llmcache.filter.support.RawUpstream;
import io.llmcache.testing.Background;
import io.llmcache.testing.LiveAnswer;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That bodies of any length flow at the pace of whoever takes them, and what an early end does. */
class GatewayStreamsTest extends GatewayFixture {

  private static final int LARGE = 50 << 20;

  /** More than sockets, server and client hold between two ends. */
  private static final int IN_BETWEEN = 24 << 20;

  @ParameterizedTest
  @ValueSource(strings = {"/v1/files", PATH})
  void aLargeUploadWaitsForItsUpstream(String path) throws IOException {
    AtomicLong sent = new AtomicLong();
    AtomicLong received = new AtomicLong();
    CountDownLatch go = new CountDownLatch(1);
    try (RawUpstream raw =
        new RawUpstream(
            (in, out) -> {
              long length = RawUpstream.skipHead(in);
              Waiting.on(go, "the test did not go on");
              byte[] buffer = new byte[1 << 16];
              while (received.get() < length) {
                received.addAndGet(in.read(buffer));
              }
              out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
            })) {
      restart(Map.of("llmcache.gateway.routes", "up=" + raw.uri()));
      try (RawClient client = client()) {
        client.send(
            "POST /app/gateway/up%s HTTP/1.1\nHost: me\nContent-Length: %d\n\n"
                .formatted(path, LARGE));
        Future<String> sending =
            Background.start(
                () -> {
                  byte[] piece = new byte[1 << 16];
                  while (sent.get() < LARGE) {
                    client.send(piece);
                    sent.addAndGet(piece.length);
                  }
                  return "sent";
                });
        awaitStandstill(sent);
        assertThat(sent.get()).isLessThan(IN_BETWEEN);
        go.countDown();
        Waiting.on(sending);
        assertThat(client.answer().text()).isEqualTo("ok");
        assertThat(received.get()).isEqualTo(LARGE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/files", PATH})
  void aLargeReplyWaitsForItsClient(String path) throws IOException {
    AtomicLong sent = new AtomicLong();
    try (RawUpstream raw =
        new RawUpstream(
            (in, out) -> {
              in.readNBytes((int) RawUpstream.skipHead(in));
              out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n"));
              byte[] piece = new byte[1 << 16];
              while (sent.get() < LARGE) {
                out.write(piece);
                sent.addAndGet(piece.length);
              }
            })) {
      restart(Map.of("llmcache.gateway.routes", "up=" + raw.uri()));
      try (RawClient client = new RawClient(server.port(), 1 << 16)) {
        client.post("/app/gateway/up" + path, "", bytes(REQUEST));
        RawClient.Head head = client.head();
        awaitStandstill(sent);
        assertThat(sent.get()).isLessThan(IN_BETWEEN);
        Answer answer = client.rest(head, true);
        assertThat(answer.end()).isEqualTo(End.WHOLE);
        assertThat(answer.body()).hasSize(LARGE);
      }
    }
  }

  @Test
  void aSlowReaderGetsEveryByteOfAChunkedReply() throws IOException {
    String text = "0123456789abcdef".repeat(1 << 14);
    upstream.always(
        (request, wire) -> {
          wire.head(200, UpstreamAnswer.eventStream());
          for (int i = 0; i < 64; i++) {
            wire.chunk(bytes(text));
          }
          wire.end();
        });
    try (RawClient client = new RawClient(server.port(), 1 << 12)) {
      client.post("/app/gateway/up/v1/x", "", bytes(REQUEST));
      Answer answer = client.answer();
      assertThat(answer.end()).isEqualTo(End.WHOLE);
      assertThat(answer.text()).isEqualTo(text.repeat(64));
    }
  }

  @Test
  void aStreamThatItsClientLeftIsReadOnAndStored() throws IOException {
    LiveAnswer live = upstream.nextLive();
    leaveInMidStream(live);
    for (String event : events()) {
      live.send(event);
    }
    live.end();
    assertThat(live.clientGone()).isFalse();
    Waiting.until(this::isStored, "the answer was not stored");
  }

  @Test
  void aStreamThatNobodyReadsIsGivenUpInTime() throws IOException {
    restart(Map.of("llmcache.finish-abandoned", "100ms"));
    LiveAnswer live = upstream.nextLive();
    leaveInMidStream(live);
    Waiting.until(() -> live.send(": still here\n\n").clientGone(), "the upstream goes on");
    assertThat(isStored()).isFalse();
  }

  @Test
  void aPassingStreamThatNobodyReadsIsGivenUpAtOnce() throws IOException {
    LiveAnswer live = upstream.nextLive();
    try (RawClient client = client()) {
      client.post("/app/gateway/up/v1/other", "", bytes(STREAM_REQUEST));
      live.awaitRequest().eventStream().send("data: 1\n\n");
      client.head();
      client.chunk();
      client.abort();
    }
    Waiting.until(() -> live.send(": still here\n\n").clientGone(), "the upstream goes on");
  }

  @Test
  void openStreamsCostNoThreadsAndDoNotDelayHits() throws IOException {
    upstream.next(UpstreamAnswer.json(200, REPLY));
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + PATH, "", bytes(REQUEST));
      assertThat(client.answer().status()).isEqualTo(200);
    }
    List<LiveAnswer> answers = new ArrayList<>();
    List<RawClient> clients = new ArrayList<>();
    open(20, answers, clients);
    int threads = threads();
    open(180, answers, clients);
    assertThat(threads() - threads).as("threads more for 180 streams").isLessThan(20);
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + PATH, "", bytes(REQUEST));
      assertThat(client.answer().headers().first("Cache-Status")).contains("hit");
    }
    for (LiveAnswer answer : answers) {
      answer.send("data: 2\n\n").end();
    }
    for (RawClient client : clients) {
      assertThat(new String(client.chunk(), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo("data: 2\n\n");
      assertThat(client.chunk()).isEmpty();
      client.close();
    }
  }

  private void open(int count, List<LiveAnswer> answers, List<RawClient> clients)
      throws IOException {
    for (int i = 0; i < count; i++) {
      LiveAnswer live = upstream.nextLive();
      RawClient client = client();
      client.post(
          "/app/gateway/up" + PATH, "", bytes(requestAsking("Question " + answers.size(), true)));
      live.awaitRequest().eventStream().send("data: 1\n\n");
      assertThat(client.head().status()).isEqualTo(200);
      assertThat(client.chunk()).hasSize(9);
      answers.add(live);
      clients.add(client);
    }
  }

  /** All but those of the fake upstream, which has one for each connection. */
  private static int threads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !thread.getName().startsWith("fake-upstream"))
            .count();
  }

  private void leaveInMidStream(LiveAnswer live) throws IOException {
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + PATH, "", bytes(STREAM_REQUEST));
      live.awaitRequest().eventStream().send(": hello\n\n");
      client.head();
      client.chunk();
      client.abort();
    }
  }

  private static List<String> events() {
    return List.of(STREAM.split("(?<=\n\n)"));
  }

  private boolean isStored() {
    try (RawClient client = client()) {
      client.post(
          "/app/gateway/up" + PATH, "Cache-Control: only-if-cached\n", bytes(STREAM_REQUEST));
      return client.answer().status() == 200;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Until the number has not grown for a while. */
  private static void awaitStandstill(AtomicLong number) {
    AtomicLong last = new AtomicLong(-1);
    AtomicLong since = new AtomicLong();
    Waiting.until(
        () -> {
          if (last.getAndSet(number.get()) != number.get() || number.get() == 0) {
            since.set(System.nanoTime());
          }
          return System.nanoTime() - since.get() > 400_000_000L;
        },
        "the bytes never stood still");
  }
}
