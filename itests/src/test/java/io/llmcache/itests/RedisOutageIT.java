package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Redis goes and comes back while callers ask. None of them notices, and the tier works again
 * afterwards.
 */
@ArquillianTest
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class RedisOutageIT {

  private static final int CALLERS = 4;
  private static final int ANSWERS_PER_PHASE = 300;

  /** Far above the 100 ms that a tier may take, for a busy machine. */
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private static final FakeUpstream UPSTREAM = FakeUpstream.start();
  private static RedisStack redis;
  private static Server.Deployed asked;
  private static Server.Deployed other;

  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger questions = new AtomicInteger();
  private volatile boolean over;

  @BeforeAll
  static void deploy() {
    redis = RedisStack.startOwn();
    UPSTREAM.always(new EchoProvider());
    asked = Server.deploy(war("outage-asked"));
    other = Server.deploy(war("outage-other"));
  }

  @AfterAll
  static void undeploy() {
    asked.close();
    other.close();
    redis.close();
    UPSTREAM.close();
  }

  @Test
  void nobodyNotices() {
    awaitSharedTier();
    List<Future<Duration>> callers = Background.start(CALLERS, this::askOnAndOn);
    awaitAnswers(callers);
    redis.kill();
    awaitAnswers(callers);
    redis.startAgain();
    awaitSharedTier();
    awaitAnswers(callers);
    redis.pause();
    awaitAnswers(callers);
    redis.resume();
    awaitSharedTier();
    awaitAnswers(callers);
    over = true;
    for (Future<Duration> caller : callers) {
      assertThat(Waiting.on(caller)).isLessThan(LONGEST);
    }
  }

  @Test
  void aDeploymentStartsWithoutIt() throws Exception {
    redis.pause();
    try (Server.Deployed late = Server.deploy(war("outage-late"))) {
      assertThat(ask(late, "Are you there without it?").status()).isEqualTo(200);
    } finally {
      redis.resume();
    }
  }

  /**
   * Asks until the test is over, one question in three a new one.
   *
   * @return how long the slowest answer took
   */
  private Duration askOnAndOn() throws Exception {
    Duration slowest = Duration.ZERO;
    while (!over) {
      int number = questions.incrementAndGet();
      String question = number % 3 == 0 ? "new " + number : "again " + number % 20;
      long begin = System.nanoTime();
      Answer answer = ask(asked, question);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo(EchoProvider.answerTo(question));
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
      answers.incrementAndGet();
    }
    return slowest;
  }

  private void awaitAnswers(List<Future<Duration>> callers) {
    int enough = answers.get() + ANSWERS_PER_PHASE;
    Waiting.until(
        () -> answers.get() >= enough || callers.stream().anyMatch(Future::isDone),
        "the callers get no answers");
    callers.stream().filter(Future::isDone).forEach(Waiting::on);
  }

  /** Until the other deployment finds in the tier what this one was asked. */
  private void awaitSharedTier() {
    Waiting.until(
        () -> {
          String question = "shared " + questions.incrementAndGet();
          return ask(asked, question).status() == 200 && isShared(question);
        },
        "the shared tier does not work again");
  }

  private static boolean isShared(String question) {
    long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
    Ask noCall = Ask.chat(EchoProvider.request(question)).with("Cache-Control", "only-if-cached");
    while (System.nanoTime() < end) {
      if (Waiting.on(sender(other).sendLater(noCall)).cacheStatus().contains("detail=l2")) {
        return true;
      }
    }
    return false;
  }

  private static Answer ask(Server.Deployed gateway, String question) {
    return Waiting.on(sender(gateway).sendLater(Ask.chat(EchoProvider.request(question))));
  }

  private static HttpSender sender(Server.Deployed gateway) {
    return new HttpSender(Deployments.route(gateway));
  }

  private static WebArchive war(String name) {
    Map<String, String> settings =
        Map.of("llmcache.redis-url", redis.url().toString(), "llmcache.namespace", "redis-outage");
    return Deployments.gateway(name, UPSTREAM.uri(), settings);
  }
}
