package io.llmcache.filter.gateway;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM_REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.filter.support.RawClient;
import io.llmcache.filter.support.RawClient.Answer;
import io.llmcache.filter.support.RawClient.End;
import io.llmcache.filter.support.SecureUpstream;
import io.undertow.util.Headers;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** The gateway to upstreams with TLS, as providers are. */
class GatewayTlsTest extends GatewayFixture {

  private interface Check {
    void run(RawClient client) throws Exception;
  }

  private void with(SecureUpstream secure, boolean trusted, Check check) throws Exception {
    SSLContext before = SSLContext.getDefault();
    if (trusted) {
      SSLContext.setDefault(secure.trust());
    }
    try (secure) {
      restart(Map.of("llmcache.gateway.routes", "up=" + secure.uri()));
      try (RawClient client = client()) {
        check.run(client);
      }
    } finally {
      SSLContext.setDefault(before);
    }
  }

  @Test
  void anAnswerOverHttp2IsStreamedAndStored() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    SecureUpstream secure =
        new SecureUpstream(
            exchange -> {
              exchange.getInputStream().readAllBytes();
              exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream");
              OutputStream out = exchange.getOutputStream();
              out.write(bytes(STREAM.substring(0, 20)));
              out.flush();
              io.llmcache.testing.Waiting.on(go, "the test did not go on");
              out.write(bytes(STREAM.substring(20)));
            });
    with(
        secure,
        true,
        client -> {
          client.post("/app/gateway/up" + PATH, "", bytes(STREAM_REQUEST));
          RawClient.Head head = client.head();
          assertThat(client.chunk()).isEqualTo(bytes(STREAM.substring(0, 20)));
          go.countDown();
          Answer rest = client.rest(head, true);
          assertThat(rest.end()).isEqualTo(End.WHOLE);
          assertThat(rest.body()).isEqualTo(bytes(STREAM.substring(20)));
          client.post("/app/gateway/up" + PATH, "", bytes(STREAM_REQUEST));
          Answer hit = client.answer();
          assertThat(hit.headers().first("Cache-Status")).contains("hit");
          assertThat(hit.text()).isEqualTo(STREAM);
          assertThat(secure.protocols()).containsExactly("HTTP/2.0");
        });
  }

  @Test
  void anUploadIsStreamedOverHttp2() throws Exception {
    SecureUpstream secure =
        new SecureUpstream(
            exchange -> {
              long count = exchange.getInputStream().transferTo(OutputStream.nullOutputStream());
              exchange.getOutputStream().write(bytes("" + count));
            });
    with(
        secure,
        true,
        client -> {
          client.send("PUT /app/gateway/up/files HTTP/1.1\nHost: me\nContent-Length: 1000000\n\n");
          client.send(new byte[1_000_000]);
          assertThat(client.answer().text()).isEqualTo("1000000");
        });
  }

  @Test
  void aResetStreamIsCutForTheClient() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    SecureUpstream secure =
        new SecureUpstream(
            exchange -> {
              exchange.getInputStream().readAllBytes();
              OutputStream out = exchange.getOutputStream();
              out.write(bytes("data: 1\n\n"));
              out.flush();
              io.llmcache.testing.Waiting.on(go, "the test did not go on");
              exchange.getConnection().close();
            });
    with(
        secure,
        true,
        client -> {
          client.post("/app/gateway/up" + PATH, "", bytes(STREAM_REQUEST));
          RawClient.Head head = client.head();
          assertThat(client.chunk()).isEqualTo(bytes("data: 1\n\n"));
          go.countDown();
          assertThat(client.rest(head, true).end()).isEqualTo(End.CUT);
        });
  }

  @Test
  void aCertificateThatNobodyTrustsIs502() throws Exception {
    SecureUpstream secure = new SecureUpstream(exchange -> {});
    with(
        secure,
        false,
        client -> {
          client.post("/app/gateway/up" + PATH, "", bytes(STREAM_REQUEST));
          Answer answer = client.answer();
          assertThat(answer.status()).isEqualTo(502);
          assertThat(answer.text()).contains("certificate").doesNotContain("PKIX", "sun.");
        });
  }
}
