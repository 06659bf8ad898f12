package io.llmcache.filter.gateway;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM_REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.filter.support.RawClient;
import io.llmcache.filter.support.RawClient.Answer;
import io.llmcache.filter.support.RawClient.End;
import io.llmcache.filter.support.RawUpstream;
import io.llmcache.testing.LiveAnswer;
import io.llmcache.testing.SeenRequest;
import io.llmcache.testing.UpstreamAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what is no hit passes the gateway as if it were not there. */
class GatewayTest extends GatewayFixture {

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "OPTIONS", "POST", "PROPFIND"})
  void everyMethodPassesWithItsBody(String method) throws IOException {
    upstream.always(UpstreamAnswer.json(200, "{\"ok\":1}"));
    try (RawClient client = client()) {
      client.send(
          method + " /app/gateway/up/files/a%2Fb HTTP/1.1\nHost: me\nContent-Length: 5\n\nhello");
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("{\"ok\":1}");
      assertThat(answer.headers().first("Cache-Status")).contains("fwd=bypass");
    }
    SeenRequest seen = upstream.last();
    assertThat(seen.method()).isEqualTo(method);
    assertThat(seen.target()).isEqualTo("/files/a%2Fb");
    assertThat(seen.text()).isEqualTo("hello");
    assertThat(seen.headers().first("Host")).isEqualTo(upstream.uri().getAuthority());
  }

  @Test
  void aChunkedBodyPasses() throws IOException {
    upstream.always(UpstreamAnswer.json(200, "{}"));
    try (RawClient client = client()) {
      client.send(
          "POST /app/gateway/up/files HTTP/1.1\nHost: me\nTransfer-Encoding: chunked\n"
              + "Content-Type: multipart/form-data; boundary=b\n\n3\nabc\n4\ndefg\n0\n\n");
      assertThat(client.answer().status()).isEqualTo(200);
    }
    assertThat(upstream.last().text()).isEqualTo("abcdefg");
    assertThat(upstream.last().headers().first("Content-Type"))
        .isEqualTo("multipart/form-data; boundary=b");
  }

  @Test
  void aRequestWithoutABodyHasNoneUpstream() throws IOException {
    upstream.always(UpstreamAnswer.json(200, "{}"));
    try (RawClient client = client()) {
      client.send("GET /app/gateway/up/v1/models HTTP/1.1\nHost: me\n\n");
      assertThat(client.answer().status()).isEqualTo(200);
    }
    assertThat(upstream.last().headers().first("Transfer-Encoding")).isNull();
    assertThat(upstream.last().body()).isEmpty();
  }

  @Test
  void aClientThatWaitsFor100GetsIt() throws IOException {
    upstream.always(UpstreamAnswer.json(200, "{}"));
    try (RawClient client = client()) {
      client.send(
          "POST /app/gateway/up/files HTTP/1.1\nHost: me\nContent-Length: 3\n"
              + "Expect: 100-continue\n\n");
      assertThat(client.interim()).isEqualTo(100);
      client.send("abc");
      assertThat(client.answer().status()).isEqualTo(200);
    }
    assertThat(upstream.last().text()).isEqualTo("abc");
    assertThat(upstream.last().headers().first("Expect")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/models?limit=2&x=%2F+%20",
        "/v1/a%2Fb/c",
        "/v1//double",
        "/v1/%41%c3%a4;p=1",
        "/",
        "/v1/x?",
        ""
      })
  void thePathAndTheQueryPassAsTheyAre(String rest) throws IOException {
    upstream.always(UpstreamAnswer.json(200, "{}"));
    try (RawClient client = client()) {
      client.send("GET /app/gateway/up" + rest + " HTTP/1.1\nHost: me\n\n");
      assertThat(client.answer().status()).isEqualTo(200);
    }
    String expected = rest.isEmpty() ? "/" : rest.replaceAll("\\?$", "");
    assertThat(upstream.last().target().replaceAll("\\?$", "")).isEqualTo(expected);
  }

  @Test
  void aPathNeverLeavesTheHost() throws IOException {
    upstream.always(UpstreamAnswer.json(200, "{}"));
    for (String rest :
        new String[] {"/../x", "/%2e%2e/x", "/@other.example/x", "//other.example/x"}) {
      try (RawClient client = client()) {
        client.send("GET /app/gateway/up" + rest + " HTTP/1.1\nHost: me\n\n");
        Answer answer = client.answer();
        if (answer.status() == 200) {
          assertThat(upstream.last().headers().first("Host"))
              .isEqualTo(upstream.uri().getAuthority());
        } else {
          assertThat(answer.status()).isIn(400, 404);
        }
      }
    }
  }

  @Test
  void headersPassButNotThoseOfTheConnection() throws IOException {
    upstream.always(
        UpstreamAnswer.whole(
            200,
            Headers.of("Set-Cookie", "a=1; Path=/")
                .plus("Set-Cookie", "b=2")
                .plus("Location", "http://elsewhere.example/x?y#z")
                .plus("Keep-Alive", "timeout=5")
                .plus("X-Hop", "1")
                .plus("Connection", "x-hop")
                .plus("X-Kept", "ä"),
            bytes("hello")));
    try (RawClient client = client()) {
      client.send(
          "GET /app/gateway/up/x HTTP/1.1\nHost: me\nConnection: keep-alive, X-Mine\nX-Mine: 1\n"
              + "TE: trailers\nProxy-Authorization: secret\nX-Two: 1\nX-Two: 2\nllmcache-x: 1\n"
              + "Cache-Control: no-cache\nAccept-Encoding: br\nCookie: c=1\nReferer: r\n\n");
      Answer answer = client.answer();
      assertThat(answer.headers().all("Set-Cookie")).containsExactly("a=1; Path=/", "b=2");
      assertThat(answer.headers().first("Location")).isEqualTo("http://elsewhere.example/x?y#z");
      assertThat(answer.headers().first("X-Hop")).isNull();
      assertThat(answer.headers().first("X-Kept")).isNotNull();
      assertThat(answer.headers().first("Cache-Control")).isEqualTo("private, no-store");
      assertThat(answer.headers().first("Content-Length")).isEqualTo("5");
    }
    Headers seen = upstream.last().headers();
    assertThat(seen.first("X-Mine")).isNull();
    assertThat(seen.first("TE")).isNull();
    assertThat(seen.first("Proxy-Authorization")).isNull();
    assertThat(seen.first("llmcache-x")).isNull();
    assertThat(seen.all("X-Two")).containsExactly("1", "2");
    assertThat(seen.first("Cache-Control")).as("nothing was looked up").isEqualTo("no-cache");
    assertThat(seen.first("Accept-Encoding")).isEqualTo("br");
    assertThat(seen.first("Cookie")).isEqualTo("c=1");
    assertThat(seen.first("X-Forwarded-For")).isNull();
  }

  @Test
  void aPermissionToStorePasses() throws IOException {
    upstream.always(
        UpstreamAnswer.whole(200, Headers.of("Cache-Control", "max-age=60"), bytes("x")));
    try (RawClient client = client()) {
      client.send("GET /app/gateway/up/x HTTP/1.1\nHost: me\n\n");
      assertThat(client.answer().headers().all("Cache-Control")).containsExactly("max-age=60");
    }
  }

  @Test
  void headAnd204And304HaveNoBody() throws IOException {
    try (RawUpstream raw =
        RawUpstream.saying(
            "HTTP/1.1 200 OK\nContent-Length: 1234\n\n",
            "HTTP/1.1 204 No Content\n\n",
            "HTTP/1.1 304 Not Modified\nETag: \"x\"\n\n",
            "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}")) {
      restart(Map.of("llmcache.gateway.routes", "up=" + raw.uri()));
      try (RawClient client = client()) {
        client.send("HEAD /app/gateway/up/x HTTP/1.1\nHost: me\n\n");
        Answer head = client.answerToHead();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers().first("Content-Length")).isEqualTo("1234");
        client.send("GET /app/gateway/up/x HTTP/1.1\nHost: me\n\n");
        assertThat(client.answer().status()).isEqualTo(204);
        client.send("GET /app/gateway/up/x HTTP/1.1\nHost: me\n\n");
        assertThat(client.answer().status()).isEqualTo(304);
        client.send("GET /app/gateway/up/x HTTP/1.1\nHost: me\n\n");
        assertThat(client.answer().text()).isEqualTo("{}");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308, 401, 407})
  void redirectsAndChallengesPass(int status) throws IOException {
    upstream.always(
        UpstreamAnswer.whole(
            status, Headers.of("Location", "/gateway/other").plus("X-A", "1"), bytes("go")));
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + PATH, "", bytes(REQUEST));
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.headers().first("Location")).isEqualTo("/gateway/other");
      assertThat(answer.text()).isEqualTo("go");
    }
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void anUnknownRouteIsNamedAmongTheKnown() throws IOException {
    try (RawClient client = client()) {
      client.send("GET /app/gateway/nix/v1 HTTP/1.1\nHost: me\n\n");
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.headers().first("Content-Type")).startsWith("application/json");
      assertThat(answer.text())
          .isEqualTo(
              "{\"error\":{\"message\":\"No route \\\"nix\\\". Routes: up.\","
                  + "\"type\":\"llmcache_gateway\"}}");
      client.send("GET /app/gateway HTTP/1.1\nHost: me\n\n");
      assertThat(client.answer().status()).isEqualTo(404);
    }
  }

  @Test
  void aWebSocketIsRefusedWithAReason() throws IOException {
    try (RawClient client = client()) {
      client.send(
          "GET /app/gateway/up/v1/realtime HTTP/1.1\nHost: me\nConnection: Upgrade\n"
              + "Upgrade: websocket\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n"
              + "Sec-WebSocket-Version: 13\n\n");
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(501);
      assertThat(answer.text()).contains("WebSocket");
    }
    assertThat(upstream.count()).isZero();
  }

  @Test
  void traceIsRefused() throws IOException {
    try (RawClient client = client()) {
      client.send("TRACE /app/gateway/up/x HTTP/1.1\nHost: me\nAuthorization: s\n\n");
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.text()).doesNotContain("Authorization");
    }
  }

  @Test
  void aRefusedConnectionIs502WithoutAnAddress() throws IOException {
    upstream.close();
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + PATH + "?key=secret", "", bytes(REQUEST));
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("Route \\\"up\\\"").doesNotContain("secret", "127.0.0.1");
      assertThat(answer.headers().first("Cache-Status")).contains("fwd=miss");
    }
  }

  @Test
  void aRefusedConnectionDoesNotWaitForTheUpload() throws IOException {
    upstream.close();
    try (RawClient client = client()) {
      client.send("POST /app/gateway/up/files HTTP/1.1\nHost: me\nContent-Length: 200000\n\n");
      client.send(new byte[100_000]);
      assertThat(client.head().status()).isEqualTo(502);
    }
  }

  @Test
  void anUpstreamThatClosesWithoutAnAnswerIs502() throws IOException {
    upstream.always(UpstreamAnswer.dropped());
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + PATH, "", bytes(REQUEST));
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("closed the connection");
    }
  }

  @Test
  void anUpstreamThatHangsIs504() throws IOException {
    restart(Map.of("llmcache.gateway.idle-timeout", "500ms"));
    LiveAnswer live = upstream.nextLive();
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + PATH, "", bytes(REQUEST));
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.text()).contains("Route \\\"up\\\"", "in time");
    }
    live.awaitRequest().cut();
  }

  @Test
  void aReplyThatStopsInTheMiddleIsCut() throws IOException {
    restart(Map.of("llmcache.gateway.idle-timeout", "2s"));
    LiveAnswer live = upstream.nextLive();
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + PATH, "", bytes(STREAM_REQUEST));
      live.awaitRequest().eventStream().send("data: x\n\n");
      Answer answer = client.answer();
      assertThat(answer.text()).isEqualTo("data: x\n\n");
      assertThat(answer.end()).isEqualTo(End.CUT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PATH, "/v1/other"})
  void aCutReplyIsCutForTheClient(String path) throws IOException {
    LiveAnswer live = upstream.nextLive();
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + path, "", bytes(STREAM_REQUEST));
      live.awaitRequest().eventStream().send("data: x\n\n");
      RawClient.Head head = client.head();
      assertThat(new String(client.chunk(), StandardCharsets.UTF_8)).isEqualTo("data: x\n\n");
      live.cut();
      assertThat(client.rest(head, true).end()).isEqualTo(End.CUT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PATH, "/v1/other"})
  void aReplyOfKnownLengthThatIsCutIsCutForTheClient(String path) throws IOException {
    try (RawUpstream raw =
        new RawUpstream(
            (in, out) -> {
              in.readNBytes((int) RawUpstream.skipHead(in));
              out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
            })) {
      restart(Map.of("llmcache.gateway.routes", "up=" + raw.uri()));
      try (RawClient client = client()) {
        client.post("/app/gateway/up" + path, "", bytes(REQUEST));
        RawClient.Head head = client.head();
        if (head.status() == 200) {
          assertThat(client.rest(head, true).end()).isEqualTo(End.CUT);
        } else {
          assertThat(head.status()).as("the head was not sent yet").isEqualTo(502);
        }
      }
    }
  }

  @Test
  void gzipForTheClientPassesUnchangedWhereNothingIsRecorded() throws IOException {
    upstream.always(UpstreamAnswer.gzippedJson(200, REPLY));
    try (RawClient client = client()) {
      client.send("GET /app/gateway/up/x HTTP/1.1\nHost: me\nAccept-Encoding: gzip\n\n");
      Answer answer = client.answer();
      assertThat(answer.headers().first("Content-Encoding")).isEqualTo("gzip");
      assertThat(answer.body()).isEqualTo(UpstreamAnswer.gzip(bytes(REPLY)));
      client.post("/app/gateway/up" + PATH, "Accept-Encoding: br\n", bytes(REQUEST));
      answer = client.answer();
      assertThat(answer.headers().first("Content-Encoding")).isNull();
      assertThat(answer.text()).isEqualTo(REPLY);
    }
    assertThat(upstream.last().headers().all("Accept-Encoding")).containsExactly("gzip");
  }

  @Test
  void aHitHasItsLength() throws IOException {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + PATH, "", bytes(REQUEST));
      assertThat(client.answer().text()).isEqualTo(REPLY);
      client.post("/app/gateway/up" + PATH, "", bytes(REQUEST));
      Answer hit = client.answer();
      assertThat(hit.headers().first("Cache-Status")).contains("hit");
      assertThat(hit.headers().first("Content-Length"))
          .isEqualTo(Integer.toString(bytes(REPLY).length));
      assertThat(hit.headers().first("Cache-Control")).isEqualTo("private, no-store");
    }
    assertThat(upstream.last().headers().first("Cache-Control")).isNull();
  }

  @Test
  void theNextRequestFindsTheAnswer() throws IOException {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    try (RawClient client = client()) {
      for (int i = 0; i < 50; i++) {
        for (String expected : List.of("fwd=miss", "hit")) {
          client.post("/app/gateway/up" + PATH, "", bytes(requestAsking("Question " + i, false)));
          Answer answer = client.answer();
          assertThat(answer.headers().first("Cache-Status")).contains(expected);
          assertThat(answer.text()).isEqualTo(REPLY);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%0d%0aX-Evil:%201", "%0aX-Evil:1", "%00"})
  void aLineBreakInAPathOrFieldMakesNoField(String evil) throws IOException {
    upstream.always(UpstreamAnswer.json(200, "{}"));
    try (RawClient client = client()) {
      client.send("GET /app/gateway/" + evil + "/x?" + evil + " HTTP/1.1\nHost: me\n\n");
      Answer answer = client.answer();
      assertThat(answer.status()).isIn(400, 404);
      assertThat(answer.headers().first("X-Evil")).isNull();
    }
    try (RawClient client = client()) {
      client.send("GET /app/gateway/up/" + evil + "/x?" + evil + " HTTP/1.1\nHost: me\n\n");
      client.answer();
    }
    for (SeenRequest seen : upstream.requests()) {
      assertThat(seen.headers().first("X-Evil")).isNull();
    }
  }

  @Test
  void anApplicationFilterWithoutAsyncIsNamed() throws IOException {
    restartWithSyncFilter();
    try (RawClient client = client()) {
      client.send("GET /app/gateway/up/x HTTP/1.1\nHost: me\n\n");
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text()).contains("async-supported");
    }
  }

  @Test
  void afterAnErrorTheConnectionGoesOn() throws IOException {
    upstream.next(UpstreamAnswer.dropped(), UpstreamAnswer.json(200, REPLY));
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + PATH, "", bytes(REQUEST));
      assertThat(client.answer().status()).isEqualTo(502);
      client.post("/app/gateway/up" + PATH, "", bytes(REQUEST));
      assertThat(client.answer().text()).isEqualTo(REPLY);
    }
  }
}
