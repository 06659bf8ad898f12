package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.UpstreamAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A WildFly whose limits were not lifted says so, and holds for requests that it takes. */
@ArquillianTest
class UploadLimitIT {

  /** WildFly's default, in bytes. */
  private static final int LIMIT = 10 << 20;

  private static final FakeUpstream UPSTREAM = FakeUpstream.start();
  private static Server.Deployed gateway;

  @BeforeAll
  static void deploy() {
    UPSTREAM.always(UpstreamAnswer.json(200, "{}"));
    gateway = Server.deploy(Deployments.gateway("limit", UPSTREAM.uri(), Map.of()));
  }

  @AfterAll
  static void undeploy() {
    gateway.close();
    UPSTREAM.close();
  }

  /** Before any code of a deployment runs: the administrator finds the setting in the log. */
  @ParameterizedTest
  @ValueSource(strings = {"/v1/chat/completions", "/v1/files"})
  void theServerItselfRefusesALengthThatIsTooLarge(String path) {
    int before = UPSTREAM.count();
    assertThat(answerTo(path, "Content-Length: " + (LIMIT + 1), new byte[0]))
        .startsWith("HTTP/1.1 400 ");
    assertThat(UPSTREAM.count()).isEqualTo(before);
    assertThat(Server.log()).anyMatch(line -> line.contains("max-post-size"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/chat/completions", "/v1/files"})
  void theServerItselfCutsABodyThatGrowsTooLarge(String path) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.write(OpenAiChatFixtures.bytes(Integer.toHexString(LIMIT + 1) + "\r\n"));
    chunk.write(new byte[LIMIT + 1]);
    assertThat(answerTo(path, "Transfer-Encoding: chunked", chunk.toByteArray())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/chat/completions", "/v1/files"})
  void whatItTakesPasses(String path) {
    Ask ask = Ask.chat(requestAsking("x".repeat(9 << 20), false)).to(path);
    assertThat(send(ask).status()).isEqualTo(200);
    assertThat(UPSTREAM.last().body()).isEqualTo(ask.body());
  }

  private static Answer send(Ask ask) {
    return Background.limited(() -> new HttpSender(Deployments.route(gateway)).send(ask));
  }

  /** By hand, since HTTP clients lose an answer that comes while they still send. */
  private static String answerTo(String path, String framing, byte[] body) {
    URI uri = URI.create(Deployments.route(gateway) + path);
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%s\r\n\r\n"
            .formatted(uri.getRawPath(), framing);
    return Background.limited(
        () -> {
          try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write(OpenAiChatFixtures.bytes(head));
            socket.getOutputStream().write(body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
          }
        });
  }
}
