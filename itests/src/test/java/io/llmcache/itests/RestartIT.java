package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was answered once is answered again after a restart, and by another deployment. */
@ArquillianTest
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class RestartIT {

  private static final FakeUpstream UPSTREAM = FakeUpstream.start();
  private static RedisStack redis;

  @BeforeAll
  static void startRedis() {
    redis = RedisStack.start();
  }

  @AfterAll
  static void stop() {
    UPSTREAM.close();
    redis.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theSharedTierAnswersAfterARestartAndElsewhere(boolean stream) throws Exception {
    String expected = stream ? STREAM : REPLY;
    UPSTREAM.always(
        stream ? UpstreamAnswer.events(List.of(STREAM)) : UpstreamAnswer.json(200, REPLY));
    int before = UPSTREAM.count();
    Ask ask = Ask.chat(requestAsking("What survives a restart? " + stream, stream));
    try (Server.Deployed first = Server.deploy(war("first"))) {
      expect(first, ask, "fwd=miss", expected);
      expect(first, ask, "detail=l1", expected);
      try (Server.Deployed second = Server.deploy(war("second"))) {
        awaitShared(second, ask);
        expect(second, ask, "detail=l1", expected);
      }
    }
    try (Server.Deployed again = Server.deploy(war("first"))) {
      expect(again, ask, "detail=l2", expected);
      expect(again, ask, "detail=l1", expected);
    }
    assertThat(UPSTREAM.count() - before).isEqualTo(1);
  }

  /** The shared tier is written behind the caller's back; asking for it makes no call. */
  private static void awaitShared(Server.Deployed gateway, Ask ask) {
    Ask noCall = ask.with("Cache-Control", "only-if-cached");
    Waiting.until(
        () -> send(gateway, noCall).cacheStatus().contains("detail=l2"),
        "the other deployment does not find it");
  }

  private static void expect(Server.Deployed gateway, Ask ask, String status, String text)
      throws Exception {
    Answer answer = send(gateway, ask);
    assertThat(answer.cacheStatus()).contains(status);
    assertThat(answer.text()).isEqualTo(text);
  }

  private static Answer send(Server.Deployed gateway, Ask ask) {
    return Waiting.on(new HttpSender(Deployments.route(gateway)).sendLater(ask));
  }

  private static WebArchive war(String name) {
    Map<String, String> settings = Map.of("llmcache.redis-url", redis.url().toString());
    return Deployments.gateway(name, UPSTREAM.uri(), settings);
  }
}
