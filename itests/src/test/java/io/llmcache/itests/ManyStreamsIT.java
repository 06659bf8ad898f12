package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

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

/** Streams that wait for their provider hold no thread of the server. */
@ArquillianTest
class ManyStreamsIT {

  private static final int STREAMS = 200;

  private static final FakeUpstream UPSTREAM = FakeUpstream.start();
  private static Server.Deployed gateway;

  @BeforeAll
  static void deploy() {
    gateway = Server.deploy(Deployments.gateway("streams", UPSTREAM.uri(), Map.of()));
  }

  @AfterAll
  static void undeploy() {
    gateway.close();
    UPSTREAM.close();
  }

  @Test
  void aHitIsServedWhileManyStreamsAreOpen() throws Exception {
    HttpSender sender = new HttpSender(Deployments.route(gateway));
    Ask known = Ask.chat(requestAsking("What does everybody ask?", false));
    UPSTREAM.always(UpstreamAnswer.json(200, REPLY));
    Background.limited(() -> sender.send(known).bytes());
    int threadsBefore = Server.threads();
    HaltingProvider provider = new HaltingProvider();
    UPSTREAM.always(provider);

    List<Answer> open = open(sender);
    int threadsMeanwhile = Server.threads();
    Answer hit = Background.limited(() -> sender.send(known));
    assertThat(hit.isHit()).isTrue();
    assertThat(Background.limited(hit::text)).isEqualTo(REPLY);
    provider.goOn.countDown();
    for (int i = 0; i < STREAMS; i++) {
      assertThat(Background.limited(open.get(i)::text)).isEqualTo(stream(question(i)));
    }
    assertThat(threadsMeanwhile - threadsBefore).isLessThan(STREAMS / 2);
    assertThat(UPSTREAM.count()).isEqualTo(STREAMS + 1);
  }

  /** Asks all questions, and waits until each stream has begun. */
  private static List<Answer> open(HttpSender sender) throws IOException {
    List<Future<Answer>> sent = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      sent.add(sender.sendLater(Ask.chat(requestAsking("<<" + question(i) + ">>", true))));
    }
    List<Answer> open = new ArrayList<>();
    for (Future<Answer> each : sent) {
      open.add(Waiting.on(each));
    }
    return open;
  }

  private static String question(int number) {
    return "question " + number;
  }

  private static String stream(String question) {
    return STREAM.replaceFirst("\"content\":\"[^\"]+\"", "\"content\":\"" + question + "\"");
  }

  /** Begins each stream, and ends it when the test says so. */
  private static final class HaltingProvider implements UpstreamAnswer {

    final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public void to(SeenRequest request, Wire wire) throws IOException, InterruptedException {
      byte[] all = bytes(stream(EchoProvider.question(request)));
      int half = all.length / 2;
      wire.head(200, UpstreamAnswer.eventStream());
      wire.chunk(Arrays.copyOf(all, half));
      goOn.await();
      wire.chunk(Arrays.copyOfRange(all, half, all.length));
      wire.end();
    }
  }
}
