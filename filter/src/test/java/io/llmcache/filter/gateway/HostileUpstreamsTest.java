package io.llmcache.filter.gateway;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.LlmCache;
import io.llmcache.exchange.Headers;
import io.llmcache.filter.support.Caches;
import io.llmcache.filter.support.RawClient;
import io.llmcache.filter.support.RawClient.Answer;
import io.llmcache.filter.support.RawClient.End;
import io.llmcache.filter.support.RawUpstream;
import io.llmcache.filter.support.TestServer;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.UpstreamAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream that means harm costs bounded memory, and no other caller's answer. */
class HostileUpstreamsTest {

  private static final int MB = 1 << 20;

  private LlmCache cache;
  private TestServer server;

  private void start(URI upstream, Map<String, String> more) {
    Map<String, String> settings = new java.util.HashMap<>(more);
    settings.put("llmcache.gateway.routes", "up=" + upstream);
    cache = Caches.with(settings);
    server =
        TestServer.start(
            TestServer.Kind.UNDERTOW,
            (classes, context) -> {
              var gateway = context.addServlet("gateway", new GatewayServlet(cache));
              gateway.setAsyncSupported(true);
              gateway.addMapping("/gateway/*");
            });
  }

  @AfterEach
  void stop() {
    server.close();
    cache.close();
  }

  @Test
  void aBombReachesItsCallerWholeAndIsNotStored() throws IOException {
    try (FakeUpstream upstream = FakeUpstream.start()) {
      upstream.always(gzipped(bomb(64 * MB)));
      start(upstream.uri(), Map.of());
      long before = heap();
      for (int i = 1; i <= 2; i++) {
        try (RawClient client = new RawClient(server.port())) {
          client.post("/app/gateway/up" + PATH, "", bytes(requestAsking("a bomb", false)));
          assertThat(client.head().headers().first("Content-Encoding")).isNull();
          long length = 0;
          for (byte[] chunk = client.chunk(); chunk.length > 0; chunk = client.chunk()) {
            length += chunk.length;
          }
          assertThat(length).isEqualTo(64 * MB);
        }
        assertThat(upstream.count()).isEqualTo(i);
      }
      assertThat(heap() - before).isLessThan(24 * MB);
    }
  }

  /** A compressed piece of 16 KB holds 16 MB: what nobody reads is not decoded. */
  @Test
  void bombsThatNobodyReadsStaySmall() throws IOException {
    List<RawClient> clients = new ArrayList<>();
    try (FakeUpstream upstream = FakeUpstream.start()) {
      upstream.always(gzipped(bomb(128 * MB)));
      start(upstream.uri(), Map.of("llmcache.max-entry-size", "64KB"));
      long before = heap();
      for (int i = 0; i < 32; i++) {
        RawClient client = new RawClient(server.port(), 4096);
        clients.add(client);
        client.post("/app/gateway/up" + PATH, "", bytes(requestAsking("bomb " + i, false)));
      }
      for (RawClient client : clients) {
        assertThat(client.head().status()).isEqualTo(200);
      }
      for (int i = 0; i < 10; i++) {
        assertThat(heap() - before).as("32 calls").isLessThan(32 * 5 * MB);
      }
    } finally {
      for (RawClient client : clients) {
        client.abort();
      }
    }
  }

  @Test
  void anEventWithoutEndReachesItsCallerAndIsNotKept() throws IOException {
    try (FakeUpstream upstream = FakeUpstream.start()) {
      byte[] piece = "x".repeat(MB).getBytes(StandardCharsets.US_ASCII);
      upstream.always(
          (request, wire) -> {
            wire.head(200, UpstreamAnswer.eventStream());
            wire.chunk(bytes("data: {\"a\":\""));
            for (int i = 0; i < 48; i++) {
              wire.chunk(piece);
            }
            wire.end();
          });
      start(upstream.uri(), Map.of());
      long before = heap();
      for (int i = 1; i <= 2; i++) {
        try (RawClient client = new RawClient(server.port())) {
          client.post("/app/gateway/up" + PATH, "", bytes(requestAsking("endless", true)));
          client.head();
          long length = 0;
          for (byte[] chunk = client.chunk(); chunk.length > 0; chunk = client.chunk()) {
            length += chunk.length;
          }
          assertThat(length).isGreaterThan(48 * MB);
        }
        assertThat(upstream.count()).isEqualTo(i);
      }
      assertThat(heap() - before).isLessThan(24 * MB);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X-A: b\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early\r\n\r\n"})
  void aHeadWithoutEndIsGivenUp(String again) throws IOException {
    byte[] piece = again.repeat(200).getBytes(StandardCharsets.US_ASCII);
    try (RawUpstream raw =
        new RawUpstream(
            (in, out) -> {
              in.readNBytes((int) RawUpstream.skipHead(in));
              if (again.startsWith("X")) {
                out.write(bytes("HTTP/1.1 200 OK\r\n"));
              }
              while (true) {
                out.write(piece);
              }
            })) {
      start(raw.uri(), Map.of("llmcache.gateway.idle-timeout", "3s"));
      long before = heap();
      try (RawClient client = new RawClient(server.port())) {
        client.post("/app/gateway/up" + PATH, "", bytes(requestAsking("a", false)));
        assertThat(client.answer().status()).isIn(502, 504);
      }
      assertThat(heap() - before).isLessThan(64 * MB);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz\nabc",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nFFFFFFFFFFFFFFFF\nabc",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n-5\nabc\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabcdef\n0\n\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked, chunked\n\n3\nabc\n",
        "HTTP/1.1 200 OK\nContent-Length: -5\n\nabc",
        "HTTP/1.1 200 OK\nContent-Length: 99999999999999999999\n\nabc",
        "HTTP/1.1 200 OK\nContent-Length: 5\nContent-Length: 6\n\nabc",
        "HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: 3\n\nabc",
        "HTTP/1.1 200 OK\nContent-Encoding: gzip\nTransfer-Encoding: chunked\n\n3\n\u001f\u0000\u0000\n0\n\n",
        "HTTP/1.1 99999 What\nContent-Length: 0\n\n",
        "HTTP/1.1 -1 What\nContent-Length: 0\n\n",
        "HTTP/9.9 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK\n: no name\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK\nX-A\u0000B: 1\nContent-Length: 0\n\n",
        "nothing like HTTP\n\n",
        "\u0016\u0003\u0001\u0000",
        "",
      })
  void whatIsNoReplyIsNobodysAnswer(String garbage) throws IOException {
    try (RawUpstream raw =
        new RawUpstream(
            new RawUpstream.Connection() {
              private boolean second;

              @Override
              public void serve(java.io.InputStream in, OutputStream out) throws IOException {
                in.readNBytes((int) RawUpstream.skipHead(in));
                out.write(
                    second
                        ? bytes(
                            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                                + bytes(REPLY).length
                                + "\r\nConnection: close\r\n\r\n"
                                + REPLY)
                        : garbage.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                second = true;
              }
            })) {
      start(raw.uri(), Map.of("llmcache.gateway.idle-timeout", "5s"));
      byte[] question = bytes(requestAsking("a", false));
      try (RawClient client = new RawClient(server.port())) {
        client.post("/app/gateway/up" + PATH, "", question);
        Answer answer = client.answer();
        assertThat(answer.status() != 200 || answer.end() == End.CUT || answer.body().length < 9)
            .as("%s", answer)
            .isTrue();
      } catch (IOException e) {
        // cut inside its head
      }
      try (RawClient client = new RawClient(server.port())) {
        client.post("/app/gateway/up" + PATH, "", question);
        assertThat(client.answer().text()).isEqualTo(REPLY);
      }
      assertThat(cache.statistics().faults()).isEmpty();
    }
  }

  private static UpstreamAnswer gzipped(byte[] body) {
    return UpstreamAnswer.whole(
        200, Headers.of("Content-Type", "application/json").plus("Content-Encoding", "gzip"), body);
  }

  /** So many bytes of blanks behind a brace, in about a thousandth of the space. */
  private static byte[] bomb(int length) throws IOException {
    byte[] piece = " ".repeat(MB).getBytes(StandardCharsets.US_ASCII);
    piece[0] = '{';
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      for (int left = length; left > 0; left -= MB) {
        gzip.write(piece);
        piece[0] = ' ';
      }
    }
    return out.toByteArray();
  }

  /** What is used of the heap after a collection, in bytes. */
  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
