package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that a newcomer types: starts, stops, and says what is wrong. */
@Order(Demos.BEFORE_ARQUILLIAN)
class DemoIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nonsense",
        "--port=http",
        "--port=0",
        "--port",
        "--redis=nowhere",
        "--upstream=https://api.openai.com",
        "--set=cache-ttl=1h",
        "--redis=redis://127.0.0.1:1 --set llmcache.cache-ttl"
      })
  void aWrongOptionIsOneLine(String options) {
    Demo demo = Demo.run(options.split(" "));
    assertThat(demo.status()).isNotZero();
    assertThat(demo.output()).isEmpty();
    assertThat(demo.errors().strip()).startsWith("demo: ").hasLineCount(1);
  }

  @Test
  void aTakenPortIsOneLine() {
    try (FakeUpstream taken = FakeUpstream.start()) {
      Demo demo = Demo.run("--port", String.valueOf(taken.uri().getPort()));
      assertThat(demo.status()).isNotZero();
      assertThat(demo.output()).isEmpty();
      assertThat(demo.errors().strip())
          .startsWith("demo: ")
          .contains(String.valueOf(taken.uri().getPort()), "--port")
          .hasLineCount(1);
    }
  }

  @Test
  @EnabledIf(
      value = "io.llmcache.testing.RedisStack#available",
      disabledReason = "a Redis Stack cannot be had here")
  void anAnswerOutlivesTheServerAndNoProcessDoes() throws IOException {
    Ask ask = Ask.chat(requestAsking("What outlives you? " + UUID.randomUUID(), false));
    int port = Demo.freePort();
    Demo first = Demo.start(port, Demos.FAST, "--redis", "start");
    String answered;
    try (first) {
      assertThat(first.output()).isEqualTo("llmcache ready " + first.uri("/") + "\n");
      answered = expect(first, ask, "fwd=miss");
      assertThat(expect(first, ask, "detail=l1")).isEqualTo(answered);
      checkStops(first);
    }
    try (Demo second = Demo.start(port, Demos.FAST, "--redis", "start")) {
      assertThat(awaitShared(second, ask)).isEqualTo(answered);
      assertThat(expect(second, ask, "detail=l1")).isEqualTo(answered);
    }
  }

  /** A server that has just started may be slower than the 100 ms that it gives the shared tier. */
  private static String awaitShared(Demo demo, Ask ask) throws IOException {
    Ask noCall = ask.with("Cache-Control", "only-if-cached");
    AtomicReference<Answer> answer = new AtomicReference<>();
    Waiting.until(
        () -> {
          answer.set(send(demo, noCall));
          return answer.get().cacheStatus().contains("detail=l2");
        },
        "the shared tier does not have it");
    return answer.get().text();
  }

  private static void checkStops(Demo demo) {
    List<ProcessHandle> started = demo.descendants();
    assertThat(started).isNotEmpty();
    demo.terminate();
    Waiting.until(
        () -> started.stream().noneMatch(ProcessHandle::isAlive), "a process is left: " + started);
    assertThat(listens(demo.uri("/"))).isFalse();
  }

  private static boolean listens(URI uri) {
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static String expect(Demo demo, Ask ask, String status) throws IOException {
    Answer answer = send(demo, ask);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.cacheStatus()).contains(status);
    return answer.text();
  }

  private static Answer send(Demo demo, Ask ask) {
    return Background.limited(() -> new HttpSender(demo.uri("/gateway/openai")).send(ask));
  }
}
