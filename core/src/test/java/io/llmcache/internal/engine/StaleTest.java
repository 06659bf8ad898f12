package io.llmcache.internal.engine;

import static io.llmcache.testing.Calls.answer;
import static io.llmcache.testing.Calls.asking;
import static io.llmcache.testing.Calls.follow;
import static io.llmcache.testing.Calls.lease;
import static io.llmcache.testing.Calls.served;
import static io.llmcache.testing.Calls.status;
import static io.llmcache.testing.Calls.streaming;
import static io.llmcache.testing.Calls.text;
import static io.llmcache.testing.Calls.with;
import static io.llmcache.testing.Calls.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.testing.Calls;
import io.llmcache.testing.OpenAiChatFixtures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers beyond their lifetime. */
class StaleTest {

  private static final String NEWER = OpenAiChatFixtures.REPLY.replace("18:40", "19:10");

  private final Rig rig = Rig.with(Map.of("cache-ttl", "60"));
  private final Deque<Lease> background = new ArrayDeque<>();

  @ParameterizedTest
  @ValueSource(ints = {408, 424, 425, 429, 500, 502, 503, 504, 520, 529})
  void aStaleAnswerStandsInForAnError(int error) {
    store(rig, asking("a"));
    rig.clock.advance(Duration.ofSeconds(90));

    Lease lease = lease(rig.open(asking("a")));
    assertThat(lease.cacheStatus()).isEqualTo("llmcache; fwd=stale; detail=expired");
    Reply stale = lease.insteadOf(error, Headers.EMPTY);

    assertThat(stale.status()).isEqualTo(200);
    assertThat(text(stale)).isEqualTo(OpenAiChatFixtures.REPLY);
    assertThat(status(stale))
        .isEqualTo("llmcache; fwd=stale; fwd-status=" + error + "; detail=stale-if-error");
    assertThat(stale.headers().first("Age")).isEqualTo("90");
    assertThat(rig.told.count(Kind.STALE)).isEqualTo(1);
    assertThat(rig.told.count(Kind.HIT)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 401, 403, 404, 409, 413, 422, 501})
  void noStaleAnswerStandsInForAnyOtherReply(int status) {
    store(rig, asking("a"));
    rig.clock.advance(Duration.ofSeconds(90));
    Lease lease = lease(rig.open(asking("a")));

    assertThat(lease.insteadOf(status, Headers.EMPTY)).isNull();

    answer(lease, status, Calls.JSON, NEWER);
    if (status == 200) {
      assertThat(text(served(rig.open(asking("a"))))).isEqualTo(NEWER);
    }
  }

  @Test
  void aStaleAnswerStandsInForAnUpstreamThatIsGone() {
    store(rig, asking("a"));
    rig.clock.advance(Duration.ofMinutes(1));

    Reply stale = lease(rig.open(asking("a"))).insteadOf(new IOException("refused"));

    assertThat(text(stale)).isEqualTo(OpenAiChatFixtures.REPLY);
    assertThat(status(stale)).isEqualTo("llmcache; fwd=stale; detail=stale-if-error");
  }

  @Test
  void beyondItsGraceAnAnswerIsGone() {
    store(rig, asking("a"));
    rig.clock.advance(Duration.ofSeconds(120));

    Lease lease = lease(rig.open(asking("a")));

    assertThat(lease.cacheStatus()).isEqualTo("llmcache; fwd=miss");
    assertThat(lease.insteadOf(500, Headers.EMPTY)).isNull();
    assertThat(lease.insteadOf(new IOException("refused"))).isNull();
  }

  @Test
  void whatWasInvalidatedNeverStandsIn() {
    store(rig, asking("a"));
    rig.clock.advance(Duration.ofSeconds(90));
    rig.sync.raise(java.util.Set.of(Epochs.NAMESPACE));

    assertThat(lease(rig.open(asking("a"))).insteadOf(500, Headers.EMPTY)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-cache", "no-store", "max-age=70", "stale-if-error=0"})
  void aCallerThatWantsNoStaleAnswerGetsNone(String asked) {
    store(rig, asking("a"));
    rig.clock.advance(Duration.ofSeconds(90));

    assertThat(
            lease(rig.open(with(asking("a"), "Cache-Control", asked)))
                .insteadOf(500, Headers.EMPTY))
        .isNull();
  }

  @Test
  void whoeverWaitsForAFailedCallGetsItsOwnStaleAnswer() {
    store(rig, asking("a"));
    rig.clock.advance(Duration.ofSeconds(90));
    Lease leader = lease(rig.open(asking("a")));
    List<CompletableFuture<Outcome>> followers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      followers.add(follow(rig.open(asking("a"))).next());
    }
    CompletableFuture<Outcome> strict =
        follow(rig.open(with(asking("a"), "Cache-Control", "stale-if-error=0"))).next();

    assertThat(leader.insteadOf(503, Headers.EMPTY)).isNotNull();

    for (CompletableFuture<Outcome> follower : followers) {
      assertThat(status(served(follower.join())))
          .isEqualTo("llmcache; fwd=stale; fwd-status=503; detail=stale-if-error");
    }
    lease(strict.join()).failed(new IOException("again"));
    assertThat(rig.timer.pending()).isZero();
  }

  @Test
  void anErrorBeforeTheFirstTextOfAStreamIsReplacedAndOneAfterItIsNot() {
    store(rig, streaming("a"));
    rig.clock.advance(Duration.ofSeconds(90));
    String[] events = OpenAiChatFixtures.STREAM.split("(?<=\n\n)");
    Recording early = lease(rig.open(streaming("a"))).reply(200, Calls.SSE);
    CompletableFuture<Outcome> follower = follow(rig.open(streaming("a"))).next();
    CompletableFuture<Reply> decided = early.decided().toCompletableFuture();
    write(early, events[0]);
    assertThat(decided).as("only the role came").isNotDone();
    assertThat(follower).isNotDone();

    write(early, "data: {\"error\":{\"message\":\"overloaded\"}}\n\n");

    assertThat(text(decided.join())).isEqualTo(OpenAiChatFixtures.STREAM);
    assertThat(status(decided.join())).isEqualTo("llmcache; fwd=stale; detail=stale-if-error");
    early.end();
    assertThat(text(served(follower.join()))).isEqualTo(OpenAiChatFixtures.STREAM);

    Recording late = lease(rig.open(streaming("a"))).reply(200, Calls.SSE);
    write(late, events[0] + events[1]);
    Reply reply = late.decided().toCompletableFuture().join();
    write(late, "data: {\"error\":{\"message\":\"overloaded\"}}\n\n");
    late.end();
    assertThat(text(reply)).contains("overloaded");
  }

  @Test
  void aStreamThatBreaksOffBeforeItsFirstTextIsReplaced() {
    store(rig, streaming("a"));
    rig.clock.advance(Duration.ofSeconds(90));
    Recording recording = lease(rig.open(streaming("a"))).reply(200, Calls.SSE);
    write(recording, ": keep-alive\n\n");

    recording.fail(new IOException("reset"));

    assertThat(text(recording.decided().toCompletableFuture().join()))
        .isEqualTo(OpenAiChatFixtures.STREAM);
  }

  @Test
  void anUpstreamThatSaysWhenToComeBackIsLeftAloneUntilThen() {
    store(rig, asking("a"));
    store(rig, asking("b"));
    rig.clock.advance(Duration.ofSeconds(90));
    lease(rig.open(asking("a"))).insteadOf(429, Headers.of("Retry-After", "20"));

    Reply paused = served(rig.open(asking("b")));

    assertThat(status(paused)).isEqualTo("llmcache; hit; ttl=-30; detail=upstream-paused");
    lease(rig.open(asking("c"))).close();
    rig.clock.advance(Duration.ofSeconds(20));
    lease(rig.open(asking("b"))).close();
  }

  @Test
  void aStaleAnswerIsServedWhileAFreshOneIsFetched() {
    Rig revalidating =
        Rig.with(Map.of("cache-ttl", "60", "stale-while-revalidate", "30", "stale-if-error", "0"));
    store(revalidating, refreshable("a"));
    revalidating.clock.advance(Duration.ofSeconds(70));

    for (int i = 0; i < 3; i++) {
      Reply stale = served(revalidating.open(refreshable("a")));
      assertThat(status(stale)).isEqualTo("llmcache; hit; ttl=-10; detail=stale-while-revalidate");
      assertThat(text(stale)).isEqualTo(OpenAiChatFixtures.REPLY);
    }
    assertThat(background).as("one call for each key").hasSize(1);
    answer(background.remove(), 200, Calls.JSON, NEWER);

    Reply fresh = served(revalidating.open(refreshable("a")));
    assertThat(text(fresh)).isEqualTo(NEWER);
    assertThat(status(fresh)).isEqualTo("llmcache; hit; ttl=60; detail=l1");
    revalidating.clock.advance(Duration.ofSeconds(95));
    lease(revalidating.open(refreshable("a")));
  }

  @Test
  void whereNobodyCanFetchInTheBackgroundTheCallerDoes() {
    Rig revalidating = Rig.with(Map.of("cache-ttl", "60", "stale-while-revalidate", "30"));
    store(revalidating, asking("a"));
    revalidating.clock.advance(Duration.ofSeconds(70));

    answer(lease(revalidating.open(asking("a"))), 200, Calls.JSON, NEWER);

    assertThat(text(served(revalidating.open(asking("a"))))).isEqualTo(NEWER);
  }

  @Test
  void aFetchThatFailsIsNotTriedAgainAtEachHit() {
    Rig revalidating = Rig.with(Map.of("cache-ttl", "60", "stale-while-revalidate", "30"));
    store(revalidating, refreshable("a"));
    revalidating.clock.advance(Duration.ofSeconds(61));
    served(revalidating.open(refreshable("a")));
    answer(background.remove(), 500, Calls.JSON, "{}");

    served(revalidating.open(refreshable("a")));
    assertThat(background).isEmpty();
    revalidating.clock.advance(Duration.ofSeconds(10));
    served(revalidating.open(refreshable("a")));
    assertThat(background).hasSize(1);
  }

  @Test
  void callsInTheBackgroundAreBounded() {
    Rig revalidating =
        Rig.with(
            Map.of("cache-ttl", "60", "stale-while-revalidate", "30", "background-calls", "2"));
    for (String question : List.of("a", "b", "c")) {
      store(revalidating, refreshable(question));
    }
    revalidating.clock.advance(Duration.ofSeconds(61));

    for (String question : List.of("a", "b", "c")) {
      served(revalidating.open(refreshable(question)));
    }

    assertThat(background).hasSize(2);
    background.remove().failed(new IOException("refused"));
    served(revalidating.open(refreshable("c")));
    assertThat(background).hasSize(2);
  }

  @Test
  void anAnswerThatIsHitOftenIsFetchedBeforeItIsStale() {
    Rig ahead =
        Rig.with(Map.of("cache-ttl", "100", "refresh-ahead", "0.2", "refresh-ahead-hits", "3"));
    store(ahead, refreshable("a"));
    store(ahead, refreshable("b"));
    for (int i = 0; i < 3; i++) {
      served(ahead.open(refreshable("a")));
    }
    assertThat(background).isEmpty();
    ahead.clock.advance(Duration.ofSeconds(80));

    served(ahead.open(refreshable("b")));
    assertThat(background).as("hit once").isEmpty();
    served(ahead.open(refreshable("a")));
    assertThat(background).hasSize(1);
    answer(background.remove(), 200, Calls.JSON, NEWER);

    assertThat(text(served(ahead.open(refreshable("a"))))).isEqualTo(NEWER);
    assertThat(ahead.told.count(Kind.REFRESH)).isEqualTo(1);
  }

  @Test
  void whoeverComesToACallInTheBackgroundWaitsForIt() {
    Rig revalidating = Rig.with(Map.of("cache-ttl", "60", "stale-while-revalidate", "30"));
    store(revalidating, refreshable("a"));
    revalidating.clock.advance(Duration.ofSeconds(61));
    served(revalidating.open(refreshable("a")));

    CompletableFuture<Outcome> waiting =
        follow(revalidating.open(with(refreshable("a"), "Cache-Control", "max-age=60"))).next();
    answer(background.remove(), 200, Calls.JSON, NEWER);

    assertThat(text(served(waiting.join()))).isEqualTo(NEWER);
  }

  private CacheRequest refreshable(String question) {
    return asking(question).refreshedBy((request, lease) -> background.add(lease));
  }

  private static void store(Rig into, CacheRequest request) {
    boolean stream =
        new String(request.body(), java.nio.charset.StandardCharsets.UTF_8)
            .contains("include_usage");
    answer(
        lease(into.open(request)),
        200,
        stream ? Calls.SSE : Calls.JSON,
        stream ? OpenAiChatFixtures.STREAM : OpenAiChatFixtures.REPLY);
  }
}
