package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.SeenRequest;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import io.llmcache.testing.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A thousand identical requests at once make one call of the provider. */
@ArquillianTest
class IdenticalRequestsIT {

  private static final int CALLERS = 1_000;

  private static final FakeUpstream UPSTREAM = FakeUpstream.start();
  private static Server.Deployed gateway;

  @BeforeAll
  static void deploy() {
    gateway = Server.deploy(Deployments.gateway("identical", UPSTREAM.uri(), Map.of()));
  }

  @AfterAll
  static void undeploy() {
    gateway.close();
    UPSTREAM.close();
  }

  @Test
  void makeOneCallThatIsNotStreamed() throws Exception {
    HttpSender sender = new HttpSender(Deployments.route(gateway));
    Ask known = Ask.chat(requestAsking("What does everybody know?", false));
    UPSTREAM.next(UpstreamAnswer.json(200, REPLY));
    Background.limited(() -> sender.send(known).bytes());
    int before = UPSTREAM.count();
    CountDownLatch goOn = new CountDownLatch(1);
    UPSTREAM.next(
        (request, wire) -> {
          goOn.await();
          UpstreamAnswer.json(200, REPLY).to(request, wire);
        });

    List<Future<Answer>> sent = send(sender, false);
    UPSTREAM.awaitCount(before + 1);
    assertThat(Background.limited(() -> sender.send(known)).isHit()).isTrue();
    goOn.countDown();

    assertAllGet(REPLY, sent);
    assertThat(UPSTREAM.count()).isEqualTo(before + 1);
  }

  @Test
  void makeOneCallThatIsStreamed() {
    HttpSender sender = new HttpSender(Deployments.route(gateway));
    int before = UPSTREAM.count();
    HaltingStream stream = new HaltingStream();
    UPSTREAM.next(stream);

    List<Future<Answer>> sent = send(sender, true);
    sent.forEach(Waiting::on);
    stream.goOn.countDown();

    assertAllGet(STREAM, sent);
    assertThat(UPSTREAM.count()).isEqualTo(before + 1);
  }

  private static List<Future<Answer>> send(HttpSender sender, boolean stream) {
    Ask ask = Ask.chat(requestAsking("What does everybody ask? " + stream, stream));
    List<Future<Answer>> sent = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      sent.add(sender.sendLater(ask));
    }
    return sent;
  }

  /** All but the one that made the call were hits or waited for it. */
  private static void assertAllGet(String body, List<Future<Answer>> sent) {
    int calls = 0;
    for (Future<Answer> each : sent) {
      Answer answer = Waiting.on(each);
      String status = String.valueOf(answer.headers().joined(CacheStatus.FIELD));
      calls += answer.isHit() || status.contains("collapsed") ? 0 : 1;
      assertThat(answer.status()).isEqualTo(200);
      assertThat(Background.limited(answer::text)).isEqualTo(body);
    }
    assertThat(calls).isEqualTo(1);
  }

  /** Begins the stream, and ends it when the test says so: once everybody reads it. */
  private static final class HaltingStream implements UpstreamAnswer {

    final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public void to(SeenRequest request, Wire wire) throws IOException, InterruptedException {
      byte[] all = bytes(STREAM);
      int half = all.length / 2;
      wire.head(200, UpstreamAnswer.eventStream());
      wire.chunk(Arrays.copyOf(all, half));
      goOn.await();
      wire.chunk(Arrays.copyOfRange(all, half, all.length));
      wire.end();
    }
  }
}
