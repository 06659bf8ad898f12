package io.llmcache.filter.gateway;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.filter.support.RawClient;
import io.llmcache.filter.support.RawClient.Answer;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.NastyBodies;
import io.llmcache.testing.SeenRequest;
import io.llmcache.testing.UpstreamAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No caller makes the gateway call, or say, anything but what its routes allow. */
class RouteAttacksTest extends GatewayFixture {

  private static final String[] TARGETS = {
    "http://TRAP/app/gateway/up/x",
    "http://TRAP/x",
    "//TRAP/app/gateway/up/x",
    "/app/gateway//TRAP/x",
    "/app/gateway/up//TRAP/x",
    "/app/gateway/up@TRAP/x",
    "/app/gateway/up:80@TRAP/x",
    "/app/gateway/@TRAP/x",
    "/app/gateway/up/@TRAP/x",
    "/app/gateway/up\\TRAP/x",
    "/app/gateway/up/\\\\TRAP/x",
    "/app/gateway/up/%5c%5cTRAP/x",
    "/app/gateway/up%2f%2fTRAP/x",
    "/app/gateway/up/%2f%2fTRAP/x",
    "/app/gateway/up/..//TRAP/x",
    "/app/gateway/up/%2e%2e/%2e%2e//TRAP/x",
    "/app/gateway/up/..;/..;/x",
    "/app/gateway/up;@TRAP/x",
    "/app/gateway/up%00@TRAP/x",
    "/app/gateway/up%40TRAP/x",
    "/app/gateway/up#@TRAP/x",
    "/app/gateway/up?@TRAP/x",
    "/app/gateway/up/http://TRAP/x",
    "/app/gateway/up/x?url=http://TRAP/",
    "/app/gateway/http:%2f%2fTRAP/x",
    "/app/gateway/.TRAP/x",
    "/app/gateway/up.TRAP/x",
    "*",
  };

  @Test
  void noTargetLeadsElsewhere() throws IOException {
    upstream.always(UpstreamAnswer.json(200, "{}"));
    try (FakeUpstream trap = FakeUpstream.start()) {
      int port = trap.uri().getPort();
      for (String host :
          List.of("127.0.0.1", "localhost", "2130706433", "0177.0.0.1", "0x7f.1", "[::1]")) {
        for (String target : TARGETS) {
          attack("GET " + target.replace("TRAP", host + ":" + port) + " HTTP/1.1\nHost: me\n\n");
        }
      }
      assertThat(trap.count()).isZero();
    }
    checkAllWentToTheRoute();
  }

  @Test
  void noFieldLeadsElsewhere() throws IOException {
    upstream.always(UpstreamAnswer.json(200, "{}"));
    try (FakeUpstream trap = FakeUpstream.start()) {
      String host = trap.uri().getAuthority();
      for (String field :
          List.of(
              "Host: " + host,
              "X-Forwarded-Host: " + host,
              "X-Forwarded-Server: " + host,
              "X-Host: " + host,
              "Forwarded: host=" + host,
              "X-Original-URL: http://" + host + "/",
              "X-Rewrite-URL: http://" + host + "/",
              "Destination: http://" + host + "/",
              "Proxy: http://" + host,
              "Proxy-Connection: keep-alive",
              "Via: 1.1 " + host,
              ":authority: " + host)) {
        attack(
            "GET /app/gateway/up/x HTTP/1.1\n"
                + field
                + "\n"
                + (field.startsWith("Host") ? "" : "Host: me\n")
                + "\n");
      }
      assertThat(trap.count()).isZero();
    }
    checkAllWentToTheRoute();
    assertThat(upstream.requests())
        .noneMatch(seen -> seen.headers().first("Proxy-Connection") != null);
  }

  @Test
  void aRedirectIsNotFollowed() throws IOException {
    try (FakeUpstream trap = FakeUpstream.start()) {
      for (int status : new int[] {301, 302, 303, 307, 308}) {
        upstream.always(
            UpstreamAnswer.whole(status, Headers.of("Location", trap.uri() + "/x"), bytes("")));
        try (RawClient client = client()) {
          client.post("/app/gateway/up" + PATH, "Authorization: Bearer k\n", bytes(REQUEST));
          assertThat(client.answer().status()).isEqualTo(status);
        }
      }
      assertThat(trap.count()).isZero();
    }
  }

  @Test
  void aBodyIsNeverAnotherRequest() throws IOException {
    upstream.always(UpstreamAnswer.json(200, "{}"));
    String smuggled = "GET /app/gateway/up/smuggled HTTP/1.1\r\nHost: me\r\n\r\n";
    for (String framing :
        List.of(
            "Content-Length: 5\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\nContent-Length: 4",
            "Transfer-Encoding: chunked\nTransfer-Encoding: identity\nContent-Length: 4",
            "Transfer-Encoding: xchunked\nContent-Length: 4",
            "Transfer-Encoding : chunked\nContent-Length: 4",
            "Transfer-Encoding: identity, chunked, identity",
            "Content-Length: 4\nContent-Length: 0",
            "Content-Length: +4",
            "Content-Length: 0x4",
            "Content-Length: 4,4",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999")) {
      for (String path : List.of("/files", PATH)) {
        attack(
            "POST /app/gateway/up"
                + path
                + " HTTP/1.1\nHost: me\nConnection: close\n"
                + framing
                + "\n\n0\r\n\r\n"
                + smuggled);
      }
    }
    for (SeenRequest seen : upstream.requests()) {
      Headers headers = seen.headers();
      assertThat(headers.all("Content-Length").size() + headers.all("Transfer-Encoding").size())
          .as("%s", headers)
          .isLessThanOrEqualTo(1);
      assertThat(seen.method()).isEqualTo("POST");
      assertThat(seen.target()).isIn("/files", PATH);
    }
  }

  @Test
  void hugeFieldsAreRefusedOrPass() throws IOException {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    for (String more :
        List.of(
            "X-Long: " + "x".repeat(3 << 20) + "\n",
            "X-" + "n".repeat(1 << 20) + ": 1\n",
            "X-Many: 1\n".repeat(50_000))) {
      attack("GET /app/gateway/up/x HTTP/1.1\nHost: me\n" + more + "\n");
    }
    checkAllWentToTheRoute();
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + PATH, "", bytes(REQUEST));
      assertThat(client.answer().text()).isEqualTo(REPLY);
    }
  }

  @Test
  void whateverTheBodyTheProviderGetsIt() throws IOException {
    upstream.always(UpstreamAnswer.json(400, "{\"error\":{\"message\":\"no\"}}"));
    Map<String, byte[]> bodies = NastyBodies.small();
    if (kind == io.llmcache.filter.support.TestServer.Kind.UNDERTOW) {
      bodies.putAll(NastyBodies.large());
    }
    for (Map.Entry<String, byte[]> each : bodies.entrySet()) {
      try (RawClient client = client()) {
        client.post("/app/gateway/up" + PATH, "", each.getValue());
        Answer answer = client.answer();
        assertThat(answer.status()).as(each.getKey()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo("{\"error\":{\"message\":\"no\"}}");
        assertThat(answer.headers().first("Cache-Status")).contains("fwd=bypass");
        assertThat(upstream.last().body()).as(each.getKey()).isEqualTo(each.getValue());
      }
    }
    assertThat(cache.statistics().faults()).isEmpty();
  }

  /** The server may refuse it, or close the connection. */
  private void attack(String request) throws IOException {
    try (RawClient client = client()) {
      client.send(request);
      client.answer();
    } catch (IOException | RuntimeException e) {
      // refused without an answer, or with one that is none
      assertThat(e).isNotInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  private void checkAllWentToTheRoute() {
    List<SeenRequest> seen = new ArrayList<>(upstream.requests());
    assertThat(seen)
        .allMatch(
            request ->
                upstream.uri().getAuthority().equals(request.headers().first("Host"))
                    && request.headers().all("Host").size() == 1
                    && request.target().startsWith("/"));
  }
}
