package io.llmcache.internal.engine;

import static io.llmcache.testing.Calls.answer;
import static io.llmcache.testing.Calls.asking;
import static io.llmcache.testing.Calls.follow;
import static io.llmcache.testing.Calls.lease;
import static io.llmcache.testing.Calls.served;
import static io.llmcache.testing.Calls.streaming;
import static io.llmcache.testing.Calls.text;
import static io.llmcache.testing.Calls.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Recording;
import io.llmcache.testing.Calls;
import io.llmcache.testing.OpenAiChatFixtures;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A thousand wait for one call, which fails at each of its stages. */
class FailingLeaderTest {

  private static final String REPLY = OpenAiChatFixtures.REPLY;
  private static final String STREAM = OpenAiChatFixtures.STREAM;
  private static final int CALLERS = 1_000;
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final Rig rig = Rig.with(Map.of("collapse-timeout", TIMEOUT.toMinutes() + "m"));

  /** What an adapter reports, by the stage that the call came to. */
  static Stream<Arguments> stages() {
    return Stream.of(
        stage("refused", lease -> lease.failed(new ConnectException("refused"))),
        stage("status 500", lease -> answer(lease, 500, Calls.JSON, "{}")),
        stage("cut", FailingLeaderTest::cut),
        stage("hang", lease -> lease.failed(new HttpTimeoutException("idle"))),
        stage("client gone", Lease::close));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stages")
  void exactlyOneOtherTakesOver(String stage, Consumer<Lease> failure) {
    Lease leader = lease(rig.open(asking("a")));
    List<CompletableFuture<Outcome>> others = following(asking("a"));

    failure.accept(leader);

    CompletableFuture<Outcome> next = onlyOneOf(others);
    answer(next.join());
    others.remove(next);
    assertThat(others).allSatisfy(other -> assertThat(text(served(other.join()))).isEqualTo(REPLY));
    assertThat(rig.timer.pending()).isZero();
  }

  /** All but the cut: whoever reads a stream is told of it (CollapseTest). */
  static Stream<Arguments> stagesBeforeAStream() {
    return stages().filter(stage -> !stage.get()[0].equals("cut"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stagesBeforeAStream")
  void exactlyOneOtherTakesOverAStream(String stage, Consumer<Lease> failure) {
    Lease leader = lease(rig.open(streaming("a")));
    List<CompletableFuture<Outcome>> others = following(streaming("a"));

    failure.accept(leader);

    CompletableFuture<Outcome> next = onlyOneOf(others);
    answer(lease(next.join()), 200, Calls.SSE, STREAM);
    others.remove(next);
    assertThat(others)
        .allSatisfy(other -> assertThat(text(served(other.join()))).isEqualTo(STREAM));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stages")
  void nobodyWaitsLongerHoweverManyFail(String stage, Consumer<Lease> failure) {
    Lease leader = lease(rig.open(asking("a")));
    List<CompletableFuture<Outcome>> others = following(asking("a"));
    for (int failed = 0; failed < 3; failed++) {
      rig.timer.advance(TIMEOUT.dividedBy(4));
      failure.accept(leader);
      CompletableFuture<Outcome> next = onlyOneOf(others);
      leader = lease(next.join());
      others.remove(next);
    }

    rig.timer.advance(TIMEOUT.dividedBy(4));

    assertThat(others).allMatch(CompletableFuture::isDone);
  }

  @Test
  void nobodyWaitsLongerForACallThatIsNeverHeardOfAgain() {
    rig.open(asking("a"));
    List<CompletableFuture<Outcome>> others = following(asking("a"));

    rig.timer.advance(TIMEOUT.minusMillis(1));
    assertThat(others).noneMatch(CompletableFuture::isDone);
    rig.timer.advance(Duration.ofMillis(1));

    assertThat(others).allMatch(CompletableFuture::isDone);
  }

  private static Arguments stage(String name, Consumer<Lease> failure) {
    return arguments(name, failure);
  }

  private static void cut(Lease lease) {
    Recording recording = lease.reply(200, Calls.JSON);
    write(recording, REPLY.substring(0, REPLY.length() / 2));
    recording.fail(new IOException("cut"));
  }

  private static CompletableFuture<Outcome> onlyOneOf(List<CompletableFuture<Outcome>> others) {
    assertThat(others).filteredOn(CompletableFuture::isDone).hasSize(1);
    return others.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow();
  }

  private List<CompletableFuture<Outcome>> following(CacheRequest request) {
    List<CompletableFuture<Outcome>> followers = new ArrayList<>();
    for (int i = 1; i < CALLERS; i++) {
      followers.add(follow(rig.open(request)).next());
    }
    return followers;
  }
}
