package io.llmcache.itests;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The real model in the server: across deployments, and again and again. */
@ArquillianTest
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class MeaningIT {

  private static final int DEPLOYMENTS = 4;
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

  @Test
  void anotherDeploymentFindsTheAnswerInRedis() throws Exception {
    UPSTREAM.always(UpstreamAnswer.json(200, REPLY));
    int before = UPSTREAM.count();
    try (Server.Deployed first = Server.deploy(war("meaning-first"));
        Server.Deployed second = Server.deploy(war("meaning-second"))) {
      Ask stored = asking("What is the best way to store fresh basil at home?");
      Ask alike = asking("what's the best way to store fresh basil at home");
      assertThat(send(first, stored).cacheStatus()).contains("fwd=miss");
      Ask noCall = alike.with("Cache-Control", "only-if-cached");
      Waiting.until(
          () -> send(second, noCall).cacheStatus().contains("detail=semantic-"),
          "the other deployment does not find it");
      Answer hit = send(second, alike);
      assertThat(hit.cacheStatus()).contains("detail=semantic-");
      assertThat(hit.text()).isEqualTo(REPLY);
      Ask trap = asking("what's the worst way to store fresh basil at home");
      assertThat(send(second, trap).cacheStatus()).contains("fwd=miss");
    }
    assertThat(UPSTREAM.count() - before).isEqualTo(2);
  }

  @Test
  void theModelSurvivesRedeployments() throws Exception {
    UPSTREAM.always(UpstreamAnswer.json(200, REPLY));
    for (int i = 0; i < DEPLOYMENTS; i++) {
      Map<String, String> settings = new TreeMap<>(Deployments.meaning());
      settings.put("llmcache.namespace", "again-" + i);
      WebArchive war = Deployments.gateway("meaning-again", UPSTREAM.uri(), settings);
      try (Server.Deployed deployed = Server.deploy(war)) {
        String number = " number " + i;
        send(deployed, asking("How do I descale a kettle with vinegar?" + number));
        Ask alike = asking("how do i descale a kettle with vinegar" + number);
        Ask noCall = alike.with("Cache-Control", "only-if-cached");
        Waiting.until(
            () -> send(deployed, noCall).cacheStatus().contains("detail=semantic-"),
            "a busy machine may be late to embed, but not for ever");
      }
    }
    assertThat(Server.log())
        .filteredOn(line -> line.contains("llmcache is ready") && line.contains("=again-"))
        .hasSize(DEPLOYMENTS)
        .allMatch(line -> line.contains("semantic=serve (minilm"));
    assertThat(Server.log()).noneMatch(line -> line.contains("UnsatisfiedLinkError"));
  }

  private static Ask asking(String question) {
    return Ask.chat(requestAsking(question, false));
  }

  private static Answer send(Server.Deployed gateway, Ask ask) {
    return Waiting.on(new HttpSender(Deployments.route(gateway)).sendLater(ask));
  }

  private static WebArchive war(String name) {
    Map<String, String> settings = new TreeMap<>(Deployments.meaning());
    settings.put("llmcache.redis-url", redis.url().toString());
    return Deployments.gateway(name, UPSTREAM.uri(), settings);
  }
}
