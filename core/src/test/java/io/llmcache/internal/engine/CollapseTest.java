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
import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.testing.Calls;
import io.llmcache.testing.OpenAiChatFixtures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identical requests at the same time. */
class CollapseTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final Rig rig = Rig.plain();

  @Test
  void followersOfAUnaryCallGetItsAnswer() {
    Lease leader = lease(rig.open(asking("a")));
    List<CompletableFuture<Outcome>> followers = following(asking("a"), 5);
    Recording recording = leader.reply(200, Calls.JSON);
    write(recording, OpenAiChatFixtures.REPLY);
    assertThat(followers).noneMatch(CompletableFuture::isDone);

    recording.end();

    for (CompletableFuture<Outcome> follower : followers) {
      Reply reply = served(follower.join());
      assertThat(text(reply)).isEqualTo(OpenAiChatFixtures.REPLY);
      assertThat(status(reply)).isEqualTo("llmcache; fwd=miss; collapsed");
    }
    assertThat(rig.told.count(Kind.MISS)).isEqualTo(1);
    assertThat(rig.told.count(Kind.COLLAPSED)).isEqualTo(5);
    assertThat(rig.timer.pending()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerThatGoesByAHeaderIsNotShared(boolean streamed) {
    CacheRequest request = streamed ? streaming("a") : asking("a");
    Lease leader = lease(rig.open(request));
    List<CompletableFuture<Outcome>> followers = following(request, 3);

    Recording recording =
        leader.reply(200, (streamed ? Calls.SSE : Calls.JSON).plus("Vary", "Origin, X-Variant"));

    for (CompletableFuture<Outcome> follower : followers) {
      lease(follower.join()).close();
    }
    write(recording, streamed ? OpenAiChatFixtures.STREAM : OpenAiChatFixtures.REPLY);
    recording.end();
    lease(rig.open(request)).close();
    assertThat(rig.told.details(Kind.NOT_STORED)).containsExactly("vary");
  }

  @Test
  void followersOfAStreamReadAlongFromTheFirstByte() {
    Lease leader = lease(rig.open(streaming("a")));
    CompletableFuture<Outcome> early = following(streaming("a"), 1).get(0);
    assertThat(early).isNotDone();
    Recording recording = leader.reply(200, Calls.SSE);
    assertThat(early).isDone();
    int middle = OpenAiChatFixtures.STREAM.length() / 2;
    write(recording, OpenAiChatFixtures.STREAM.substring(0, middle));

    Reply late = served(rig.open(streaming("a")));
    assertThat(status(late)).isEqualTo("llmcache; fwd=miss; collapsed");
    ChunkReader reader = ((ReplyBody.Live) late.body()).open();
    assertThat(reader.poll().remaining())
        .isEqualTo(OpenAiChatFixtures.bytes(OpenAiChatFixtures.STREAM.substring(0, middle)).length);
    write(recording, OpenAiChatFixtures.STREAM.substring(middle));
    recording.end();

    assertThat(text(served(early.join()))).isEqualTo(OpenAiChatFixtures.STREAM);
    assertThat(reader.poll()).isNotNull();
    assertThat(reader.ended()).isTrue();
    assertThat(text(served(rig.open(streaming("a"))))).isEqualTo(OpenAiChatFixtures.STREAM);
    assertThat(rig.told.count(Kind.MISS)).isEqualTo(1);
  }

  @Test
  void aFollowerThatComesToAStreamThatOutgrewTheBoundMakesItsOwnCall() {
    Rig small = Rig.with(Map.of("max-entry-size", "1000"));
    Recording recording = lease(small.open(streaming("a"))).reply(200, Calls.SSE);
    Reply early = served(small.open(streaming("a")));
    write(recording, "x".repeat(2_000));

    lease(small.open(streaming("a")));

    recording.end();
    assertThat(text(early)).as("whoever was there has a seat").hasSize(2_000);
  }

  /** How a leader can fail, where another try may succeed. */
  static List<Consumer<Lease>> failures() {
    return List.of(
        lease -> lease.failed(new IOException("refused")),
        Lease::close,
        lease -> answer(lease, 500, Calls.JSON, "{}"),
        lease -> answer(lease, 503, Calls.JSON, "{}"),
        lease -> answer(lease, 429, Calls.JSON, "{}"),
        lease -> answer(lease, 408, Calls.JSON, "{}"),
        lease -> {
          Recording recording = lease.reply(200, Calls.JSON);
          write(recording, "{");
          recording.fail(new IOException("cut"));
        });
  }

  @ParameterizedTest
  @MethodSource("failures")
  void afterAFailureExactlyOneFollowerTakesOver(Consumer<Lease> failure) {
    Lease leader = lease(rig.open(asking("a")));
    List<CompletableFuture<Outcome>> followers = following(asking("a"), 4);

    failure.accept(leader);

    assertThat(followers).filteredOn(CompletableFuture::isDone).hasSize(1);
    failure.accept(lease(followers.get(0).join()));
    assertThat(followers).filteredOn(CompletableFuture::isDone).hasSize(2);
    CompletableFuture<Outcome> newcomer = following(asking("a"), 1).get(0);
    answer(followers.get(1).join());
    assertThat(served(followers.get(2).join()).status()).isEqualTo(200);
    assertThat(served(followers.get(3).join()).status()).isEqualTo(200);
    assertThat(served(newcomer.join()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void afterTheLastFailureTheNextOneBeginsAnew(Consumer<Lease> failure) {
    failure.accept(lease(rig.open(asking("a"))));

    answer(rig.open(asking("a")));
    served(rig.open(asking("a")));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 201})
  void aReplyThatMayNotBeStoredReleasesAll(int status) {
    Lease leader = lease(rig.open(asking("a")));
    List<CompletableFuture<Outcome>> followers = following(asking("a"), 4);

    answer(leader, status, Calls.JSON, "{}");

    followers.forEach(follower -> assertThat(lease(follower.join()).records()).isTrue());
    assertThat(rig.told.count(Kind.MISS)).isEqualTo(5);
  }

  @Test
  void anAnswerThatIsNotStoredReleasesAll() {
    Lease leader = lease(rig.open(asking("a")));
    List<CompletableFuture<Outcome>> followers = following(asking("a"), 3);

    answer(leader, 200, Calls.JSON, OpenAiChatFixtures.REFUSAL_REPLY);

    followers.forEach(follower -> lease(follower.join()));
  }

  @Test
  void theReadersOfAStreamThatBreaksOffLearnItAfterItsBytes() {
    Recording recording = lease(rig.open(streaming("a"))).reply(200, Calls.SSE);
    ChunkReader reader = ((ReplyBody.Live) served(rig.open(streaming("a"))).body()).open();
    write(recording, "data: ");
    IOException cause = new IOException("cut");

    recording.fail(cause);

    assertThat(reader.failure()).isNull();
    assertThat(reader.poll()).isNotNull();
    assertThat(reader.failure()).isSameAs(cause);
    lease(rig.open(streaming("a")));
  }

  @Test
  void aLeaseThatIsForgottenHoldsNobodyForLonger() {
    rig.open(asking("a"));
    rig.timer.advance(Duration.ofMinutes(4));
    CompletableFuture<Outcome> first = following(asking("a"), 1).get(0);
    CompletableFuture<Outcome> second = following(asking("a"), 1).get(0);

    rig.timer.advance(TIMEOUT.minusMinutes(4));

    assertThat(lease(first.join()).records()).isTrue();
    assertThat(second).isNotDone();
    answer(first.join());
    served(second.join());
  }

  @Test
  void anAnswerThatIsLateForItsFollowersIsStoredAllTheSame() {
    Rig hasty = Rig.with(Map.of("collapse-timeout", "5s"));
    Lease slow = lease(hasty.open(asking("a")));
    CompletableFuture<Outcome> follower = following(hasty, asking("a"));
    hasty.timer.advance(Duration.ofSeconds(8));
    lease(follower.join()).failed(new IOException("refused"));

    answer(slow, 200, Calls.JSON, OpenAiChatFixtures.REPLY);

    served(hasty.open(asking("a")));
  }

  @Test
  void aStreamThatPausesForLongerThanFollowersWaitGoesOn() {
    Rig hasty = Rig.with(Map.of("collapse-timeout", "5s"));
    Recording recording = lease(hasty.open(streaming("a"))).reply(200, Calls.SSE);
    write(recording, OpenAiChatFixtures.STREAM.substring(0, 10));
    hasty.timer.advance(Duration.ofMinutes(4));
    write(recording, OpenAiChatFixtures.STREAM.substring(10));
    recording.end();

    assertThat(text(served(hasty.open(streaming("a"))))).isEqualTo(OpenAiChatFixtures.STREAM);
  }

  @Test
  void aRecordingThatIsForgottenBreaksOff() {
    Recording forgotten = lease(rig.open(streaming("a"))).reply(200, Calls.SSE);
    ChunkReader reader = ((ReplyBody.Live) served(rig.open(streaming("a"))).body()).open();
    rig.timer.advance(Duration.ofMinutes(9));
    write(forgotten, "data: ");
    rig.timer.advance(Duration.ofMinutes(9));
    assertThat(reader.poll()).isNotNull();
    assertThat(reader.failure()).isNull();

    rig.timer.advance(Duration.ofMinutes(20));

    assertThat(reader.failure()).isNotNull();
    assertThat(rig.timer.pending()).isZero();
    lease(rig.open(streaming("a")));
  }

  @Test
  void aFollowerWaitsNoLongerThanTheTimeOut() {
    Rig hasty = Rig.with(Map.of("collapse-timeout", "5s"));
    lease(hasty.open(asking("a"))).reply(200, Calls.JSON);
    CompletableFuture<Outcome> follower = following(hasty, asking("a"));
    hasty.timer.advance(Duration.ofMillis(4_999));
    assertThat(follower).isNotDone();

    hasty.timer.advance(Duration.ofMillis(1));

    assertThat(lease(follower.join()).records()).isTrue();
  }

  @Test
  void withoutATimeToWaitNobodyWaits() {
    Rig impatient = Rig.with(Map.of("collapse-timeout", "0"));
    Lease first = lease(impatient.open(asking("a")));
    lease(impatient.open(asking("a")));
    impatient.timer.advance(Duration.ofMinutes(1));

    answer(first, 200, Calls.JSON, OpenAiChatFixtures.REPLY);

    served(impatient.open(asking("a")));
  }

  @Test
  void aFollowerThatIsCancelledIsPassedOver() {
    Lease leader = lease(rig.open(asking("a")));
    List<CompletableFuture<Outcome>> followers = following(asking("a"), 3);
    assertThat(followers.get(0).cancel(false)).isTrue();

    leader.failed(new IOException("refused"));

    lease(followers.get(1).join());
    assertThat(followers.get(2)).isNotDone();
    answer(followers.get(1).join());
    served(followers.get(2).join());
    assertThat(rig.timer.pending()).isZero();
  }

  @Test
  void aFollowerThatIsCancelledLeavesNoSeatInAStream() {
    Lease leader = lease(rig.open(streaming("a")));
    following(streaming("a"), 1).get(0).cancel(false);
    Recording recording = leader.reply(200, Calls.SSE);
    List<String> happened = new ArrayList<>();
    recording.whenUnwanted(() -> happened.add("cancelled"));

    ((ReplyBody.Live) recording.reply().body()).open().close();
    rig.timer.advance(Duration.ofSeconds(10));

    assertThat(happened).containsExactly("cancelled");
  }

  @Test
  void aRequestThatMayNotBeMergedIsNot() {
    Lease leader = lease(rig.open(asking("a")));
    Lease alone = lease(rig.open(asking("a").alone()));
    CompletableFuture<Outcome> follower = following(asking("a"), 1).get(0);

    alone.failed(new IOException());
    assertThat(follower).isNotDone();
    answer(leader, 200, Calls.JSON, OpenAiChatFixtures.REPLY);

    served(follower.join());
  }

  @Test
  void aRequestThatWantsAFreshAnswerWaitsForNobody() {
    rig.open(asking("a"));

    lease(rig.open(with(asking("a"), "Cache-Control", "no-cache")));
    lease(rig.open(with(asking("a"), "Cache-Control", "max-age=0")));
    lease(rig.open(with(asking("a"), "Cache-Control", "no-store")));
  }

  @Test
  void aFollowerGetsOnlyWhatItAskedFor() {
    Lease leader = lease(rig.open(asking("a")));
    CompletableFuture<Outcome> strict =
        following(rig, with(asking("a"), "Cache-Control", "max-age=50"));
    CompletableFuture<Outcome> lenient =
        following(rig, with(asking("a"), "Cache-Control", "max-age=150"));

    answer(leader, 200, Calls.JSON.plus("Age", "100"), OpenAiChatFixtures.REPLY);

    lease(strict.join());
    served(lenient.join());
  }

  @Test
  void onlyTheFirstEndOfALeaseCounts() {
    Lease leader = lease(rig.open(asking("a")));
    List<CompletableFuture<Outcome>> followers = following(asking("a"), 3);

    leader.failed(new IOException());
    leader.failed(new IOException());
    leader.close();
    Reply relayed = answer(leader, 200, Calls.JSON, OpenAiChatFixtures.REPLY);

    assertThat(text(relayed)).isEqualTo(OpenAiChatFixtures.REPLY);
    assertThat(followers).filteredOn(CompletableFuture::isDone).hasSize(1);
  }

  @Test
  void aLeaseThatWasAnsweredMayBeClosed() {
    Lease leader = lease(rig.open(asking("a")));
    Recording recording = leader.reply(200, Calls.JSON);
    CompletableFuture<Outcome> follower = following(asking("a"), 1).get(0);

    leader.close();
    assertThat(follower).isNotDone();
    write(recording, OpenAiChatFixtures.REPLY);
    recording.end();

    served(follower.join());
  }

  /** Each follower that takes over fails at once, inside the failure of the one before. */
  @Test
  void aLongRowOfFailuresIsNoDeepStack() {
    Lease leader = lease(rig.open(asking("a")));
    AtomicInteger failed = new AtomicInteger();
    for (int i = 0; i < 5_000; i++) {
      follow(rig.open(asking("a")))
          .next()
          .thenAccept(
              next -> {
                failed.incrementAndGet();
                lease(next).failed(new IOException("refused"));
              });
    }

    leader.failed(new IOException("refused"));

    assertThat(failed).hasValue(5_000);
    lease(rig.open(asking("a")));
  }

  @Test
  void theEpochOfWhoeverTakesOverIsThatOfItsOwnCall() {
    Lease leader = lease(rig.open(asking("a")));
    CompletableFuture<Outcome> follower = following(asking("a"), 1).get(0);
    rig.sync.raise(Set.of(Epochs.NAMESPACE));

    leader.failed(new IOException());
    answer(follower.join());

    served(rig.open(asking("a")));
  }

  @Test
  void afterTheEndNobodyWaits() {
    Lease leader = lease(rig.open(asking("a")));
    CompletableFuture<Outcome> follower = following(asking("a"), 1).get(0);

    rig.engine.close();

    lease(follower.join());
    assertThat(lease(rig.open(asking("a"))).records()).isFalse();
    Reply reply = answer(leader, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    assertThat(text(reply)).isEqualTo(OpenAiChatFixtures.REPLY);
  }

  private List<CompletableFuture<Outcome>> following(CacheRequest request, int count) {
    List<CompletableFuture<Outcome>> followers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      followers.add(following(rig, request));
    }
    return followers;
  }

  private static CompletableFuture<Outcome> following(Rig where, CacheRequest request) {
    return follow(where.open(request)).next();
  }
}
