package io.llmcache.internal.engine;

import static io.llmcache.testing.Calls.follow;
import static io.llmcache.testing.Calls.lease;
import static io.llmcache.testing.Calls.served;
import static io.llmcache.testing.Calls.status;
import static io.llmcache.testing.Calls.text;
import static io.llmcache.testing.EmbeddingsFixtures.tree;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.WayIn;
import io.llmcache.internal.wire.embeddings.OpenAiEmbeddings;
import io.llmcache.spi.BatchFormat;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.testing.Calls;
import io.llmcache.testing.EmbeddingsFixtures;
import io.llmcache.testing.FailingStore;
import io.llmcache.testing.FakeSharedTier;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with several inputs. */
class BatchTest {

  static final String FIVE = EmbeddingsFixtures.request("a", "bb", "ccc", "dddd", "eeeee");

  private final Rig rig = Rig.with(Map.of("cache-ttl", "60"));

  @Test
  void onlyTheNewInputsAreAskedFor() {
    answerRight(asking(EmbeddingsFixtures.request("a", "ccc", "eeeee")));

    Lease lease = lease(rig.open(asking(FIVE)));
    assertThat(lease.cacheStatus()).isEqualTo("llmcache; fwd=partial; detail=\"3/5\"");
    assertThat(body(lease)).isEqualTo(EmbeddingsFixtures.request("bb", "dddd"));
    Reply reply = answer(lease, EmbeddingsFixtures.reply(body(lease)));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(tree(text(reply))).isEqualTo(tree(EmbeddingsFixtures.reply(FIVE)));
    assertThat(status(reply)).isEqualTo("llmcache; fwd=partial; detail=\"3/5\"");
  }

  @Test
  void anAnswerThatGoesByAHeaderCompletesTheBatchOfItsCallerOnly() {
    answerRight(asking(EmbeddingsFixtures.request("a", "ccc", "eeeee")));

    Lease lease = lease(rig.open(asking(FIVE)));
    Recording recording = lease.reply(200, Calls.JSON.plus("Vary", "x-variant"));
    Calls.write(recording, EmbeddingsFixtures.reply(body(lease)));
    recording.end();

    assertThat(tree(text(decided(recording)))).isEqualTo(tree(EmbeddingsFixtures.reply(FIVE)));
    assertThat(lease(rig.open(asking(FIVE))).cacheStatus()).contains("3/5");
    assertThat(rig.told.details(Kind.NOT_STORED)).containsExactly("vary");
  }

  @Test
  void whatIsAllKnownIsServedWhole() {
    answerRight(asking(EmbeddingsFixtures.request("a", "ccc", "eeeee")));
    rig.clock.advance(Duration.ofSeconds(10));
    answerRight(asking(FIVE));
    rig.clock.advance(Duration.ofSeconds(5));

    Reply reply = served(rig.open(asking(FIVE)));

    assertThat(tree(text(reply))).isEqualTo(tree(EmbeddingsFixtures.reply(FIVE)));
    assertThat(status(reply)).isEqualTo("llmcache; hit; ttl=45; detail=l1");
    assertThat(reply.headers().all("Age")).containsExactly("15");
    assertThat(reply.headers().first("Content-Type")).isEqualTo("application/json");
    assertThat(rig.told.count(Kind.HIT)).isEqualTo(1);
  }

  @Test
  void anyOrderIsServed() {
    answerRight(asking(FIVE));

    String other = EmbeddingsFixtures.request("dddd", "a", "dddd");
    assertThat(tree(text(served(rig.open(asking(other))))))
        .isEqualTo(tree(EmbeddingsFixtures.reply(other)));
  }

  @Test
  void aBatchAndASingleRequestShareTheirEntries() {
    answerRight(asking(FIVE));
    String one = EmbeddingsFixtures.request("bb");
    assertThat(tree(text(served(rig.open(asking(one))))))
        .isEqualTo(tree(EmbeddingsFixtures.reply(one)));

    answerRight(asking(EmbeddingsFixtures.request("ffffff")));
    String both = EmbeddingsFixtures.request("ffffff", "a");
    assertThat(tree(text(served(rig.open(asking(both))))))
        .isEqualTo(tree(EmbeddingsFixtures.reply(both)));
  }

  @Test
  void whatIsAllNewIsForwardedAsItIs() {
    Lease lease = lease(rig.open(asking(FIVE)));

    assertThat(lease.body()).isNull();
    assertThat(lease.cacheStatus()).isEqualTo("llmcache; fwd=miss");
    String reply = EmbeddingsFixtures.reply(FIVE).replace(",\"object\"", ", \"object\"");
    assertThat(text(answer(lease, reply))).isEqualTo(reply);
    assertThat(rig.told.count(Kind.STORED)).isEqualTo(1);
    assertThat(rig.told.count(Kind.MISS)).isEqualTo(1);
  }

  @Test
  void anInputThatIsThereTwiceIsAskedForOnceBesideOneThatIsKnown() {
    String twice = EmbeddingsFixtures.request("a", "bb", "a", "ccc", "a");
    Lease whole = lease(rig.open(asking(twice)));
    assertThat(whole.body()).as("nothing is known: the request goes on as it is").isNull();
    whole.close();
    answerRight(asking(EmbeddingsFixtures.request("ccc")));
    Lease lease = lease(rig.open(asking(twice)));

    assertThat(body(lease)).isEqualTo(EmbeddingsFixtures.request("a", "bb"));
    assertThat(tree(text(answer(lease, EmbeddingsFixtures.reply(body(lease))))))
        .isEqualTo(tree(EmbeddingsFixtures.reply(twice)));
  }

  @Test
  void listsOfTokensAreInputsToo() {
    String known = EmbeddingsFixtures.request("float", List.of(List.of(1000, 2), List.of(3)));
    answerRight(asking(known));
    String alone = "{\"model\":\"text-embedding-3-small\",\"input\":[1e3, 2]}";
    assertThat(tree(text(served(rig.open(asking(alone))))))
        .isEqualTo(
            tree(
                EmbeddingsFixtures.reply(
                    EmbeddingsFixtures.request("float", List.of(List.of(1000, 2))))));

    String more = EmbeddingsFixtures.request("float", List.of(List.of(3), List.of(4000)));
    Lease lease = lease(rig.open(asking(more)));
    assertThat(body(lease)).contains("\"input\":[[4000]]");
    assertThat(tree(text(answer(lease, EmbeddingsFixtures.reply(body(lease))))))
        .isEqualTo(tree(EmbeddingsFixtures.reply(more)));
  }

  @Test
  void oneEntryServesBothEncodings() {
    answerRight(asking(EmbeddingsFixtures.request("base64", List.of("a", "bb"))));
    String numbers = EmbeddingsFixtures.request("bb", "a");
    assertThat(tree(text(served(rig.open(asking(numbers))))))
        .isEqualTo(tree(EmbeddingsFixtures.reply(numbers)));

    answerRight(asking(EmbeddingsFixtures.request("ccc")));
    String mixed = EmbeddingsFixtures.request("base64", List.of("ccc", "a", "dddd"));
    Lease lease = lease(rig.open(asking(mixed)));
    assertThat(body(lease)).isEqualTo(EmbeddingsFixtures.request("base64", List.of("dddd")));
    assertThat(tree(text(answer(lease, EmbeddingsFixtures.reply(body(lease))))))
        .isEqualTo(tree(EmbeddingsFixtures.reply(mixed)));
  }

  @Test
  void whoeverCannotAskForLessAsksForAll() {
    answerRight(asking(EmbeddingsFixtures.request("a")));

    Lease lease = lease(rig.open(request(FIVE, Headers.EMPTY)));

    assertThat(lease.body()).isNull();
    assertThat(lease.cacheStatus()).isEqualTo("llmcache; fwd=partial; detail=\"1/5\"");
    answer(lease, EmbeddingsFixtures.reply(FIVE));
    assertThat(served(rig.open(asking(FIVE))).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"object\":\"list\",\"data\":[]}",
        "{\"error\":{\"message\":\"overloaded\"}}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[1]}],\"usage\":{}}",
        "{\"data\":[{\"index\":0,\"embe",
        "no json"
      })
  void anAnswerToAPartThatCannotBeUsedIsNotPassedOn(String body) {
    answerRight(asking(EmbeddingsFixtures.request("a", "ccc", "eeeee")));

    Reply reply = answer(lease(rig.open(asking(FIVE))), body);

    assertThat(reply.status()).isEqualTo(502);
    assertThat(text(reply)).contains("unusable_partial_answer");
    assertThat(reply.headers().first("Content-Type")).isEqualTo("application/json");
    assertThat(status(reply)).contains("fwd=partial");
    answerRight(asking(FIVE));
    assertThat(served(rig.open(asking(FIVE))).status()).isEqualTo(200);
  }

  @Test
  void anAnswerToAPartInAnUnknownEncodingIsNotPassedOn() {
    answerRight(asking(EmbeddingsFixtures.request("a")));
    Lease lease = lease(rig.open(asking(FIVE)));
    Recording recording = lease.reply(200, Calls.JSON.plus("Content-Encoding", "br"));
    Calls.write(recording, "whatever");
    recording.end();

    assertThat(decided(recording).status()).isEqualTo(502);
  }

  @Test
  void anAnswerToAPartThatBreaksOffIsNotPassedOn() {
    answerRight(asking(EmbeddingsFixtures.request("a")));
    Recording recording = lease(rig.open(asking(FIVE))).reply(200, Calls.JSON);
    Calls.write(recording, "{\"data\":[");
    recording.fail(new IOException("reset"));

    assertThat(decided(recording).status()).isEqualTo(502);
    assertThat(lease(rig.open(asking(FIVE))).body()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 429, 500})
  void anErrorPassesAsItIs(int error) {
    answerRight(asking(EmbeddingsFixtures.request("a")));
    Lease lease = lease(rig.open(asking(FIVE)));
    assertThat(lease.insteadOf(error, Headers.EMPTY)).isNull();
    Recording recording = lease.reply(error, Calls.JSON);
    Calls.write(recording, "{\"error\":{}}");
    recording.end();

    assertThat(decided(recording).status()).isEqualTo(error);
    assertThat(text(decided(recording))).isEqualTo("{\"error\":{}}");
    assertThat(body(lease(rig.open(asking(FIVE))))).doesNotContain("\"a\"");
  }

  @Test
  void anUnusableAnswerToTheWholePassesAsItIs() {
    Reply reply = answer(lease(rig.open(asking(FIVE))), "{\"object\":\"list\",\"data\":[]}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(text(reply)).isEqualTo("{\"object\":\"list\",\"data\":[]}");
    assertThat(rig.told.count(Kind.NOT_STORED)).isEqualTo(1);
  }

  @Test
  void identicalBatchesAreOneCall() {
    answerRight(asking(EmbeddingsFixtures.request("a")));
    Lease leader = lease(rig.open(asking(FIVE)));
    Outcome.Follow one = follow(rig.open(asking(FIVE)));
    Outcome.Follow two = follow(rig.open(request(FIVE, Headers.EMPTY)));
    answer(leader, EmbeddingsFixtures.reply(body(leader)));

    for (Outcome.Follow follower : List.of(one, two)) {
      Reply reply = served(follower.next().join());
      assertThat(tree(text(reply))).isEqualTo(tree(EmbeddingsFixtures.reply(FIVE)));
      assertThat(status(reply)).isEqualTo("llmcache; fwd=miss; collapsed");
    }
    assertThat(rig.told.count(Kind.COLLAPSED)).isEqualTo(2);
  }

  @Test
  void ifTheLeaderFailsOneOtherMakesTheCallAndTheRestWait() {
    Lease leader = lease(rig.open(asking(FIVE)));
    Outcome.Follow one = follow(rig.open(asking(FIVE)));
    Outcome.Follow two = follow(rig.open(asking(FIVE)));
    leader.failed(new IOException("refused"));

    assertThat(two.next()).isNotDone();
    answer(lease(one.next().join()), EmbeddingsFixtures.reply(FIVE));
    assertThat(tree(text(served(two.next().join()))))
        .isEqualTo(tree(EmbeddingsFixtures.reply(FIVE)));
  }

  @Test
  void ifTheAnswerIsNotStoredTheFollowersGoOnByThemselves() {
    answerRight(asking(EmbeddingsFixtures.request("a")));
    Lease leader = lease(rig.open(asking(FIVE)));
    Outcome.Follow follower = follow(rig.open(asking(FIVE)));
    answer(leader, "{\"data\":[]}");

    assertThat(body(lease(follower.next().join()))).contains("\"bb\"").doesNotContain("\"a\"");
  }

  @Test
  void aFollowerWaitsNoLongerThanTheTimeOut() {
    lease(rig.open(asking(FIVE)));
    Outcome.Follow follower = follow(rig.open(asking(FIVE)));
    rig.timer.advance(Duration.ofMinutes(10));

    lease(follower.next().join()).close();
  }

  @Test
  void staleAnswersStandInWhereEachPartHasOne() {
    answerRight(asking(EmbeddingsFixtures.request("a", "ccc", "eeeee")));
    rig.clock.advance(Duration.ofSeconds(30));
    answerRight(asking(FIVE));
    rig.clock.advance(Duration.ofSeconds(40));

    Lease lease = lease(rig.open(asking(FIVE)));
    assertThat(lease.cacheStatus()).contains("2/5");
    Reply stale = Objects.requireNonNull(lease.insteadOf(503, Headers.EMPTY));

    assertThat(tree(text(stale))).isEqualTo(tree(EmbeddingsFixtures.reply(FIVE)));
    assertThat(status(stale))
        .isEqualTo("llmcache; fwd=stale; fwd-status=503; detail=stale-if-error");
    assertThat(stale.headers().first("Age")).isEqualTo("70");
    Lease again = lease(rig.open(asking(FIVE)));
    assertThat(answer(again, "{\"data\":[]}").status()).as("not the 502").isEqualTo(200);
  }

  @Test
  void noStaleAnswerStandsInWhereAPartHasNone() {
    answerRight(asking(EmbeddingsFixtures.request("a", "bb")));
    rig.clock.advance(Duration.ofSeconds(70));

    Lease lease = lease(rig.open(asking(FIVE)));
    assertThat(lease.cacheStatus()).isEqualTo("llmcache; fwd=stale; detail=expired");
    assertThat(lease.insteadOf(503, Headers.EMPTY)).isNull();
    assertThat(lease.insteadOf(new IOException("refused"))).isNull();
  }

  @Test
  void followersGetStaleAnswersToo() {
    answerRight(asking(FIVE));
    rig.clock.advance(Duration.ofSeconds(70));
    Lease leader = lease(rig.open(asking(FIVE)));
    Outcome.Follow follower = follow(rig.open(asking(FIVE)));

    assertThat(leader.insteadOf(new IOException("refused"))).isNotNull();
    assertThat(status(served(follower.next().join()))).contains("stale-if-error");
  }

  @Test
  void aPausedUpstreamIsLeftAlone() {
    answerRight(asking(FIVE));
    rig.clock.advance(Duration.ofSeconds(70));
    assertThat(lease(rig.open(asking(FIVE))).insteadOf(429, Headers.of("Retry-After", "20")))
        .isNotNull();

    assertThat(status(served(rig.open(asking(FIVE))))).contains("upstream-paused");
  }

  @Test
  void staleAnswersAreServedWhileOneCallRefreshesThem() {
    Rig own = Rig.with(Map.of("cache-ttl", "60", "stale-while-revalidate", "60"));
    answerRight(own, asking(FIVE));
    own.clock.advance(Duration.ofSeconds(70));
    CacheRequest request =
        asking(FIVE)
            .refreshedBy(
                (again, lease) -> {
                  assertThat(lease.body()).isNull();
                  answer(lease, EmbeddingsFixtures.reply(new String(again.body(), UTF_8)));
                });

    assertThat(status(served(own.open(request)))).contains("stale-while-revalidate");
    assertThat(status(served(own.open(request)))).isEqualTo("llmcache; hit; ttl=60; detail=l1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-cache", "max-age=0"})
  void aRequestCanAskForFreshAnswers(String directive) {
    answerRight(asking(FIVE));
    rig.clock.advance(Duration.ofSeconds(10));

    Lease lease = lease(rig.open(asking(FIVE, directive)));
    assertThat(lease.body()).isNull();
    answer(lease, EmbeddingsFixtures.reply(FIVE));
    assertThat(served(rig.open(asking(FIVE))).headers().first("Age")).isEqualTo("0");
  }

  @Test
  void maxAgeHoldsForEachPart() {
    answerRight(asking(EmbeddingsFixtures.request("a", "ccc", "eeeee")));
    rig.clock.advance(Duration.ofSeconds(30));
    answerRight(asking(FIVE));

    assertThat(body(lease(rig.open(asking(FIVE, "max-age=20")))))
        .isEqualTo(EmbeddingsFixtures.request("a", "ccc", "eeeee"));
  }

  @Test
  void nothingIsStoredOfWhatMayNotBe() {
    Lease lease = lease(rig.open(asking(FIVE, "no-store")));
    assertThat(lease.records()).isFalse();
    assertThat(lease.body()).isNull();
    assertThat(rig.told.count(Kind.BYPASS)).isEqualTo(1);
  }

  @Test
  void aRequestCanAskForNoCallAtAll() {
    answerRight(asking(EmbeddingsFixtures.request("a", "bb")));

    assertThat(served(rig.open(asking(FIVE, "only-if-cached"))).status()).isEqualTo(504);
    assertThat(served(rig.open(asking(FIVE, "no-cache, only-if-cached"))).status()).isEqualTo(504);
    answerRight(asking(FIVE));
    assertThat(served(rig.open(asking(FIVE, "only-if-cached"))).status()).isEqualTo(200);
  }

  @Test
  void anObserverChangesNoRequest() {
    Rig observer = Rig.with(Map.of("mode", "observe"));
    answerRight(observer, asking(EmbeddingsFixtures.request("a", "bb")));
    Lease lease = lease(observer.open(asking(FIVE)));
    assertThat(lease.body()).isNull();
    assertThat(lease.cacheStatus()).isEqualTo("llmcache; fwd=bypass; detail=observe");
    answer(lease, EmbeddingsFixtures.reply(FIVE));
    assertThat(observer.told.count(Kind.WOULD_HIT)).isZero();

    assertThat(lease(observer.open(asking(FIVE))).body()).isNull();
    assertThat(observer.told.count(Kind.WOULD_HIT)).isEqualTo(1);
  }

  @Test
  void whatIsOffKeepsOut() {
    assertThat(lease(Rig.with(Map.of("mode", "off")).open(asking(FIVE))).records()).isFalse();
  }

  @Test
  void partsOfTheSharedTierAreFound() {
    FakeSharedTier shared = new FakeSharedTier(rig.clock);
    Rig one = Rig.plan(Map.of()).clock(rig.clock).shared(shared.node()).build();
    answerRight(one, asking(EmbeddingsFixtures.request("a", "ccc")));
    Rig other = Rig.plan(Map.of()).clock(rig.clock).shared(shared.node()).build();
    answerRight(other, asking(FIVE));

    assertThat(status(served(other.open(asking(FIVE))))).contains("detail=l1");
    assertThat(other.told.count(Kind.HIT)).isEqualTo(1);
  }

  @Test
  void whatDoesNotGoTogetherIsAskedForAgain() {
    answer(
        lease(rig.open(asking(EmbeddingsFixtures.request("a")))),
        "{\"data\":[{\"index\":0,\"embedding\":[1]}],\"usage\":{}}");
    answerRight(asking(EmbeddingsFixtures.request("bb")));
    String both = EmbeddingsFixtures.request("a", "bb");

    Lease lease = lease(rig.open(asking(both)));
    assertThat(lease.body()).isNull();
    answer(lease, EmbeddingsFixtures.reply(both));
    assertThat(tree(text(served(rig.open(asking(both))))))
        .isEqualTo(tree(EmbeddingsFixtures.reply(both)));
  }

  @Test
  void whatWasInvalidatedMeanwhileIsNotServedToAFollower() {
    answerRight(asking(EmbeddingsFixtures.request("a")));
    Lease leader = lease(rig.open(asking(FIVE)));
    Outcome.Follow follower = follow(rig.open(asking(FIVE)));
    rig.sync.raise(Set.of(Epochs.NAMESPACE));
    answer(leader, EmbeddingsFixtures.reply(body(leader)));

    assertThat(lease(follower.next().join()).body()).isNull();
  }

  @ParameterizedTest
  @EnumSource(FailingStore.Fault.class)
  void aFaultOfTheStoreIsAMiss(FailingStore.Fault fault) {
    answerRight(asking(EmbeddingsFixtures.request("a", "bb")));
    rig.near.failing(fault);

    Lease lease = lease(rig.open(asking(FIVE)));
    assertThat(lease.body()).isNull();
    assertThat(text(answer(lease, EmbeddingsFixtures.reply(FIVE))))
        .isEqualTo(EmbeddingsFixtures.reply(FIVE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"split", "request", "splitReply", "join", "reframe"})
  void aFaultOfTheFormatIsNoneOfTheCallers(String method) {
    Set<String> failing = new HashSet<>();
    Rig own = Rig.plan(Map.of()).format(failing(failing)).build();
    answerRight(own, asking(EmbeddingsFixtures.request("base64", List.of("a", "bb"))));
    answerRight(own, asking(EmbeddingsFixtures.request("ccc", "dddd")));
    failing.add(method);

    Outcome all = own.open(asking(EmbeddingsFixtures.request("ccc", "dddd")));
    assertThat(all instanceof Outcome.Served)
        .isEqualTo(!method.equals("split") && !method.equals("join"));
    Lease lease = lease(own.open(asking(FIVE)));
    byte[] body = lease.body();
    String asked = body == null ? FIVE : new String(body, UTF_8);
    assertThat(answer(lease, EmbeddingsFixtures.reply(asked)).status())
        .isEqualTo(method.equals("splitReply") || method.equals("join") ? 502 : 200);
  }

  /** A format whose methods fail that are named. */
  private static BatchFormat failing(Set<String> methods) {
    OpenAiEmbeddings format = new OpenAiEmbeddings();
    return (BatchFormat)
        Proxy.newProxyInstance(
            BatchFormat.class.getClassLoader(),
            new Class<?>[] {BatchFormat.class},
            (proxy, method, arguments) -> {
              if (methods.contains(method.getName())) {
                throw new IllegalStateException(method.getName());
              }
              return method.invoke(format, arguments);
            });
  }

  private void answerRight(CacheRequest request) {
    answerRight(rig, request);
  }

  /** Has the model answer what it is asked. */
  private static void answerRight(Rig rig, CacheRequest request) {
    Lease lease = lease(rig.open(request));
    byte[] body = lease.body();
    String asked = new String(body == null ? request.body() : body, UTF_8);
    assertThat(answer(lease, EmbeddingsFixtures.reply(asked)).status()).isEqualTo(200);
  }

  private static Reply answer(Lease lease, String body) {
    Recording recording = lease.reply(200, Calls.JSON);
    Calls.write(recording, body);
    recording.end();
    return decided(recording);
  }

  private static Reply decided(Recording recording) {
    return recording.decided().toCompletableFuture().join();
  }

  private static String body(Lease lease) {
    byte @Nullable [] body = lease.body();
    assertThat(body).isNotNull();
    return new String(body, UTF_8);
  }

  static CacheRequest asking(String body) {
    return request(body, Headers.EMPTY).inParts();
  }

  private static CacheRequest asking(String body, String cacheControl) {
    return request(body, Headers.of("Cache-Control", cacheControl)).inParts();
  }

  private static CacheRequest request(String body, Headers headers) {
    return CacheRequest.of(
        WayIn.CLIENT,
        "POST",
        URI.create("https://api.openai.com" + EmbeddingsFixtures.PATH),
        headers.plus("Authorization", "Bearer k-1"),
        body.getBytes(UTF_8));
  }
}
