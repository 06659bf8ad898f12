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
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.spi.AnswerJudge;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Invalidation;
import io.llmcache.spi.Likeness;
import io.llmcache.spi.SemanticReport;
import io.llmcache.testing.Calls;
import io.llmcache.testing.FailingStore.Fault;
import io.llmcache.testing.FailingStore.Operation;
import io.llmcache.testing.FakeEmbedder;
import io.llmcache.testing.FakeSharedTier;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.OpenAiChatFixtures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers by meaning. To the embedder of these tests a text is its words, in any order. */
class MeaningsTest {

  private static final String STORED = "Please explain how the garden pump of our house works";
  private static final String ALIKE = "Explain please how the garden pump of our house works";
  private static final String NEARLY =
      "Please explain how the new solar garden pump of our house works";
  private static final String REWORDED =
      "Please explain how the garden pump of our house really actually works";
  private static final String FAR = "Which oven temperature suits bread rolls";
  private static final String OTHER = OpenAiChatFixtures.REPLY.replace("18:40", "19:10");

  private final FakeEmbedder embedder = new FakeEmbedder();
  private final Rig rig = rig(Map.of());

  private Rig rig(Map<String, String> settings) {
    return Rig.plan(settings).embedder(embedder).build();
  }

  private static void store(Rig rig, CacheRequest request) {
    answer(rig.open(request));
  }

  private static Likeness likenessOf(Rig rig, Kind kind) {
    return rig.told.events().stream()
        .filter(event -> event.kind() == kind && event.likeness() != null)
        .map(CacheEvent::likeness)
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  @Test
  void aQuestionInOtherWordsGetsTheStoredAnswer() {
    store(rig, asking(STORED));
    rig.clock.advance(Duration.ofSeconds(10));

    Reply reply = served(rig.open(asking(ALIKE)));

    assertThat(text(reply)).isEqualTo(OpenAiChatFixtures.REPLY);
    assertThat(status(reply)).isEqualTo("llmcache; hit; ttl=3590; detail=semantic-1.00");
    assertThat(reply.headers().first("Age")).isEqualTo("10");
    Likeness pair = likenessOf(rig, Kind.HIT);
    assertThat(reply.headers().first("llmcache-match")).isEqualTo(pair.stored().hex());
    assertThat(pair.similarity()).isGreaterThan(0.999);
    assertThat(pair.verdict()).isEqualTo("similar");
    assertThat(pair.asked()).isNotEqualTo(pair.stored());
    assertThat(pair.storedQuestion()).as("no texts unless they are allowed").isNull();
    assertThat(pair.askedQuestion()).isNull();
  }

  @Test
  void textsAreInEventsWhereTheSettingsAllowThem() {
    Rig open = rig(Map.of("semantic-texts", "true"));
    store(open, asking(STORED));
    served(open.open(asking(ALIKE)));

    Likeness pair = likenessOf(open, Kind.HIT);
    assertThat(pair.storedQuestion()).isEqualTo(STORED);
    assertThat(pair.askedQuestion()).isEqualTo(ALIKE);
  }

  @Test
  void anEqualRequestPaysNoEmbedding() {
    store(rig, asking(STORED));
    int before = embedder.calls();

    served(rig.open(asking(STORED)));

    assertThat(embedder.calls()).isEqualTo(before).isEqualTo(1);
  }

  @Test
  void aHitIsNoEntryOfTheNewQuestion() {
    store(rig, asking(STORED));
    served(rig.open(asking(ALIKE)));
    served(rig.open(asking(ALIKE)));

    assertThat(rig.count(Invalidation.namespace()).near()).isEqualTo(1);
    assertThat(rig.told.details(Kind.HIT)).containsExactly("semantic-l1", "semantic-l1");
  }

  @Test
  void aHitLivesNoLongerThanTheAnswerThatItComesFrom() {
    store(rig, asking(STORED));
    rig.clock.advance(Duration.ofSeconds(3599));
    assertThat(status(served(rig.open(asking(ALIKE))))).contains("ttl=1;");
    rig.clock.advance(Duration.ofSeconds(1));

    lease(rig.open(asking(ALIKE)));
  }

  @Test
  void aStreamIsServedWithAnAnswerThatWasStoredWhole() {
    store(rig, asking(STORED));

    Reply stream = served(rig.open(streaming(ALIKE)));

    assertThat(stream.headers().first("Content-Type")).startsWith("text/event-stream");
    assertThat(text(stream)).contains("18:40").endsWith("data: [DONE]\n\n");
  }

  @Test
  void aQuestionBelowTheThresholdGoesToTheProvider() {
    store(rig, asking(STORED));

    answer(rig.open(asking(FAR)));

    assertThat(rig.told.details(Kind.NO_MATCH)).containsExactly("nothing-near", "nothing-near");
  }

  @Test
  void aQuestionThatIsNearlyAlikeIsANearMiss() {
    store(rig, asking(STORED));

    answer(rig.open(asking(NEARLY)));

    assertThat(rig.told.details(Kind.NO_MATCH)).endsWith("below-threshold");
    Likeness pair = likenessOf(rig, Kind.NO_MATCH);
    assertThat(pair.similarity()).isBetween(0.85, 0.95);
    assertThat(pair.verdict()).isEqualTo("below 0.95");
  }

  @Test
  void aThresholdHoldsForItsModels() {
    Rig lower = rig(Map.of("model-threshold", "gpt-4o*:0.85, *:0.99"));
    store(lower, asking(STORED));
    Rig higher = rig(Map.of("model-threshold", "claude*:0.85, *:1"));
    store(higher, asking(STORED));

    lease(higher.open(asking(NEARLY))).close();
    lower.open(asking(NEARLY));

    assertThat(likenessOf(higher, Kind.NO_MATCH).verdict()).isEqualTo("below 1.0");
    assertThat(lower.told.details(Kind.NO_MATCH)).doesNotContain("below-threshold");
  }

  @Test
  void aGuardRefusesWhatIsOnlySimilar() {
    store(rig, asking("Please explain how to turn on the garden pump of our house"));

    lease(rig.open(asking("Please explain how to turn off the garden pump of our house")));
    lease(rig.open(asking("Please explain how not to turn on the garden pump of our house")));

    assertThat(rig.told.details(Kind.NO_MATCH)).hasSize(3);
  }

  @Test
  void anotherCallerGetsNothingByMeaning() {
    store(rig, asking(STORED));
    CacheRequest others =
        Calls.request(
            OpenAiChatFixtures.requestAsking(ALIKE, false),
            Headers.of("Authorization", "Bearer k-2"));

    lease(rig.open(others));

    assertThat(rig.told.details(Kind.NO_MATCH)).endsWith("nothing-near");
  }

  @Test
  void anAnswerThatWasCutIsNotFoundByMeaning() {
    answer(lease(rig.open(asking(STORED))), 200, Calls.JSON, OpenAiChatFixtures.LENGTH_REPLY);
    served(rig.open(asking(STORED)));

    lease(rig.open(asking(ALIKE)));
  }

  @Test
  void anAnswerThatCallsAToolIsNotFoundByMeaning() {
    answer(lease(rig.open(asking(STORED))), 200, Calls.JSON, OpenAiChatFixtures.TOOL_CALL_REPLY);
    served(rig.open(asking(STORED)));

    lease(rig.open(asking(ALIKE)));
  }

  @Test
  void aRequestCanDoWithoutAnswersByMeaning() {
    store(rig, asking(STORED));

    lease(rig.open(with(asking(ALIKE), "llmcache-semantic", "off")));

    assertThat(rig.told.details(Kind.NO_MATCH)).endsWith("request");
  }

  @Test
  void aRequestCanAskForMoreSimilarityAndNotForLess() {
    Rig lower = rig(Map.of("similarity-threshold", "0.85"));
    store(lower, asking(STORED));

    lease(lower.open(with(asking(NEARLY), "llmcache-semantic", "0.99"))).close();
    lease(rig.open(with(asking(NEARLY), "llmcache-semantic", "0.5"))).close();

    assertThat(lower.told.details(Kind.NO_MATCH)).endsWith("below-threshold");
  }

  @Test
  void whatIsSaidToBeWrongIsNotServedAgain() {
    store(rig, asking(STORED));
    Reply wrong = served(rig.open(asking(ALIKE)));
    String match = wrong.headers().first("llmcache-match");

    Lease lease = lease(rig.open(with(asking(ALIKE), "llmcache-wrong", match)));
    lease.close();

    lease(rig.open(asking(ALIKE))).close();
    served(rig.open(asking(ALIKE + "!")));
    assertThat(rig.told.count(Kind.WRONG)).isEqualTo(1);
    assertThat(likenessOf(rig, Kind.VETOED).verdict()).startsWith("veto: feedback");
  }

  @Test
  void whatIsWrongIsHeardWhateverElseTheRequestWants() {
    store(rig, asking(STORED));
    String match = served(rig.open(asking(ALIKE))).headers().first("llmcache-match");

    CacheRequest anew = with(asking(ALIKE), "llmcache-wrong", match);
    lease(rig.open(with(anew, "Cache-Control", "no-cache"))).close();

    assertThat(rig.told.count(Kind.WRONG)).isEqualTo(1);
    lease(rig.open(asking(ALIKE)));
  }

  @Test
  void onlyAnEntryOfTheSameScopeCanBeSaidToBeWrong() {
    store(rig, asking(STORED));
    String match = served(rig.open(asking(ALIKE))).headers().first("llmcache-match");
    CacheRequest others =
        Calls.request(
            OpenAiChatFixtures.requestAsking(ALIKE, false),
            Headers.of("Authorization", "Bearer k-2"));

    lease(rig.open(with(others, "llmcache-wrong", match))).close();
    lease(rig.open(with(asking(FAR), "llmcache-wrong", "zz"))).close();
    lease(rig.open(with(asking(FAR), "llmcache-wrong", "00".repeat(32)))).close();

    assertThat(rig.told.count(Kind.WRONG)).isZero();
  }

  @Test
  void everyNodeKnowsWhatIsWrong() {
    ManualClock clock = new ManualClock();
    FakeSharedTier tier = new FakeSharedTier(clock);
    Rig one = node(tier, clock);
    Rig other = node(tier, clock);
    store(one, asking(STORED));
    served(other.open(asking(ALIKE)));
    Likeness pair = likenessOf(other, Kind.HIT);

    Objects.requireNonNull(one.meanings).wrong(pair.stored(), pair.asked());
    other.timer.advance(Duration.ofSeconds(5));

    lease(other.open(asking(ALIKE)));
  }

  private Rig node(FakeSharedTier tier, ManualClock clock) {
    return Rig.plan(Map.of()).embedder(embedder).shared(tier.node()).clock(clock).build();
  }

  @Test
  void anotherNodesAnswerIsFoundInTheSharedTier() {
    ManualClock clock = new ManualClock();
    FakeSharedTier tier = new FakeSharedTier(clock);
    Rig one = node(tier, clock);
    Rig other = node(tier, clock);
    store(one, asking(STORED));

    assertThat(text(served(other.open(asking(ALIKE))))).isEqualTo(OpenAiChatFixtures.REPLY);

    assertThat(other.count(Invalidation.namespace()).near())
        .as("the stored answer is in the near tier now, under its own key")
        .isEqualTo(1);
    assertThat(status(served(other.open(asking(STORED))))).contains("detail=l1");
  }

  @Test
  void whatWasInvalidatedIsNotServedByMeaning() {
    store(rig, with(asking(STORED), "llmcache-tags", "pumps"));

    rig.sync.raise(Set.of(Epochs.tag("pumps")));

    lease(rig.open(asking(ALIKE)));
  }

  @Test
  void anIndexThatLiesHasNoEffect() {
    ManualClock clock = new ManualClock();
    FakeSharedTier tier = new FakeSharedTier(clock);
    Rig one = node(tier, clock);
    store(one, asking(STORED));
    lease(one.open(asking(NEARLY))).close();
    CacheKey stored = likenessOf(one, Kind.NO_MATCH).stored();
    Rig other = node(tier, clock);
    tier.lie(stored);

    lease(other.open(asking(FAR))).close();
    CacheRequest others =
        Calls.request(
            OpenAiChatFixtures.requestAsking(ALIKE, false),
            Headers.of("Authorization", "Bearer k-2"));
    lease(other.open(others));

    assertThat(other.told.count(Kind.HIT)).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"THROW", "NULL_STAGE", "FAIL", "REFUSE", "HANG"})
  void aBrokenSharedIndexIsAMiss(Fault fault) {
    ManualClock clock = new ManualClock();
    Rig broken = node(new FakeSharedTier(clock), clock);
    Objects.requireNonNull(broken.shared).failing(Operation.NEAREST, fault);
    broken.shared.failing(Operation.INDEX, fault);

    store(broken, asking(STORED));
    store(broken, asking(FAR));

    served(broken.open(asking(ALIKE)));
    served(broken.open(asking(STORED)));
    assertThat(broken.told.details(Kind.FAULT)).anyMatch(detail -> detail.startsWith("l2-nearest"));
  }

  @Test
  void anEmbedderThatFailsCostsAMissAndAnEvent() {
    store(rig, asking(STORED));
    embedder.fail(true);

    answer(rig.open(asking(ALIKE)));

    assertThat(rig.told.details(Kind.FAULT)).containsOnly("embedder: IOException");
    assertThat(rig.told.details(Kind.NO_MATCH)).endsWith("no-embedding");
    served(rig.open(asking(ALIKE)));
  }

  @Test
  void aQuestionThatCouldNotBeEmbeddedIsOnceItsAnswerIsStored() {
    embedder.fail(true);
    Lease lease = lease(rig.open(asking(STORED)));
    embedder.fail(false);
    answer(lease, 200, Calls.JSON, OpenAiChatFixtures.REPLY);

    served(rig.open(asking(ALIKE)));
  }

  @Test
  void aLongTextIsAnsweredByItsKeyAlone() {
    String longText = "Please say " + "is it so or no ".repeat(60);
    store(rig, asking(longText));

    served(rig.open(asking(longText)));
    assertThat(rig.told.details(Kind.NO_MATCH)).containsExactly("too-long");
    lease(rig.open(asking("Well, " + longText)));
  }

  @Test
  void identicalRequestsShareOneAnswerByMeaning() {
    Outcome first = rig.open(asking(ALIKE));
    Outcome second = rig.open(asking(ALIKE));

    answer(first);

    assertThat(follow(second).next().toCompletableFuture()).isCompleted();
  }

  /** Others come while the first one is being embedded. */
  @Test
  void whoeverWaitsGetsTheAnswerByMeaningOrOneMakesTheCall() {
    store(rig, asking(STORED));
    List<Outcome> content = new ArrayList<>();
    List<Outcome> strict = new ArrayList<>();
    embedder.meanwhile(
        () -> {
          for (int i = 0; i < 3; i++) {
            content.add(rig.open(asking(ALIKE)));
            strict.add(rig.open(with(asking(ALIKE), "llmcache-semantic", "off")));
          }
        });

    served(rig.open(asking(ALIKE)));

    assertThat(content)
        .allSatisfy(
            outcome -> {
              Reply reply = served(follow(outcome).next().join());
              assertThat(status(reply)).contains("detail=semantic-");
              assertThat(reply.headers().first("llmcache-match")).isNotNull();
            });
    assertThat(rig.told.details(Kind.HIT)).hasSize(4).containsOnly("semantic-l1");
    assertThat(strict).filteredOn(outcome -> follow(outcome).next().isDone()).hasSize(1);
    answer(follow(strict.get(0)).next().join());
    assertThat(strict).allMatch(outcome -> follow(outcome).next().isDone());
  }

  @Test
  void observeServesNothingAndCompares() {
    Rig watching = rig(Map.of("semantic", "observe"));
    store(watching, asking(STORED));

    answer(lease(watching.open(asking(ALIKE))), 200, Calls.JSON, OTHER);

    SemanticReport report = Objects.requireNonNull(watching.meanings).report();
    assertThat(report.hits()).isZero();
    assertThat(report.wouldHits()).isEqualTo(1);
    assertThat(report.searched()).isEqualTo(2);
    assertThat(report.hitRate()).isEqualTo(0.5);
    assertThat(report.tokensSaved()).isPositive();
    assertThat(report.wouldHitsCompared().disagree()).as("another time of day").isEqualTo(1);
    assertThat(report.suspectedFalseHitRate()).isEqualTo(1);
    assertThat(report.samples()).hasSize(1);
    assertThat(report.entries().get(0).disagree()).isEqualTo(1);
    assertThat(watching.told.details(Kind.WOULD_HIT)).containsExactly("semantic-l1");
    assertThat(watching.told.details(Kind.COMPARED)).containsExactly("would-hit:disagree");
  }

  @Test
  void anAnswerThatAgreesIsCountedAsSuch() {
    Rig watching = rig(Map.of("semantic", "observe", "token-prices", "gpt-4o*:1000/2000"));
    store(watching, asking(STORED));

    answer(lease(watching.open(asking(ALIKE))), 200, Calls.JSON, OpenAiChatFixtures.REPLY);

    SemanticReport report = Objects.requireNonNull(watching.meanings).report();
    assertThat(report.wouldHitsCompared().agree()).isEqualTo(1);
    assertThat(report.suspectedFalseHitRate()).isZero();
    assertThat(report.moneySaved()).isPositive();
  }

  @Test
  void inModeServeANearMissIsComparedToo() {
    store(rig, asking(STORED));

    answer(lease(rig.open(asking(NEARLY))), 200, Calls.JSON, OTHER);

    SemanticReport report = Objects.requireNonNull(rig.meanings).report();
    assertThat(report.nearMissesCompared().disagree()).isEqualTo(1);
    assertThat(rig.told.details(Kind.COMPARED)).containsExactly("near-miss:disagree");
  }

  @Test
  void theJudgeCanLinkANearMiss() {
    FakeJudge judge = new FakeJudge(true);
    Rig judged = Rig.plan(Map.of()).embedder(embedder).judge(judge).build();
    store(judged, asking(STORED));
    judged.clock.advance(Duration.ofSeconds(100));

    lease(judged.open(asking(REWORDED))).close();

    Reply linked = served(judged.open(asking(REWORDED)));
    assertThat(text(linked)).isEqualTo(OpenAiChatFixtures.REPLY);
    assertThat(linked.headers().first("Age")).isEqualTo("100");
    assertThat(status(linked)).contains("ttl=3500");
    assertThat(judge.asked)
        .containsExactly(STORED + " / " + OpenAiChatFixtures.TEXT + " / " + REWORDED);
    assertThat(judged.told.details(Kind.JUDGED)).containsExactly("yes");
  }

  @Test
  void aNoOfTheJudgeLinksNothing() {
    Rig judged = Rig.plan(Map.of()).embedder(embedder).judge(new FakeJudge(false)).build();
    store(judged, asking(STORED));

    lease(judged.open(asking(REWORDED))).close();

    lease(judged.open(asking(REWORDED)));
    assertThat(judged.told.details(Kind.JUDGED)).startsWith("no");
  }

  @Test
  void theJudgeIsAskedSoManyTimesAnHour() {
    FakeJudge judge = new FakeJudge(false);
    Rig judged =
        Rig.plan(Map.of("judge-calls-per-hour", "2")).embedder(embedder).judge(judge).build();
    store(judged, asking(STORED));
    for (int i = 0; i < 5; i++) {
      lease(judged.open(asking(REWORDED))).close();
    }
    assertThat(judge.asked).hasSize(2);
    judged.clock.advance(Duration.ofMinutes(59));
    lease(judged.open(asking(REWORDED))).close();
    assertThat(judge.asked).hasSize(2);
  }

  @Test
  void theJudgeIsNotAskedWhereAGuardIsAgainstIt() {
    FakeJudge judge = new FakeJudge(true);
    Rig judged = Rig.plan(Map.of()).embedder(embedder).judge(judge).build();
    store(judged, asking(STORED));

    lease(judged.open(asking(NEARLY))).close();

    assertThat(judge.asked).isEmpty();
  }

  @Test
  void theJudgeIsNotAskedWhereNothingIsServed() {
    FakeJudge judge = new FakeJudge(true);
    Rig judged = Rig.plan(Map.of("semantic", "observe")).embedder(embedder).judge(judge).build();
    store(judged, asking(STORED));

    lease(judged.open(asking(REWORDED))).close();

    assertThat(judge.asked).isEmpty();
  }

  private Rig linked() {
    Rig judged = Rig.plan(Map.of()).embedder(embedder).judge(new FakeJudge(true)).build();
    store(judged, asking(STORED));
    lease(judged.open(asking(REWORDED))).close();
    assertThat(served(judged.open(asking(REWORDED))).headers().first("llmcache-match"))
        .isEqualTo(likenessOf(judged, Kind.JUDGED).stored().hex());
    return judged;
  }

  @Test
  void aLinkedAnswerGoesWithItsOrigin() {
    Rig judged = linked();

    judged.sync.raise(Set.of(Epochs.key(likenessOf(judged, Kind.JUDGED).stored())));

    lease(judged.open(asking(REWORDED)));
  }

  @Test
  void aLinkedAnswerCanBeSaidToBeWrong() {
    Rig judged = linked();
    String match = likenessOf(judged, Kind.JUDGED).stored().hex();

    lease(judged.open(with(asking(REWORDED), "llmcache-wrong", match))).close();

    lease(judged.open(asking(REWORDED)));
  }

  @Test
  void aRequestThatWantsNothingByMeaningGetsNoLinkedAnswer() {
    lease(linked().open(with(asking(REWORDED), "llmcache-semantic", "off")));
  }

  @Test
  void aSecondOpinionCanRefuse() {
    Rig doubted =
        Rig.plan(Map.of())
            .embedder(embedder)
            .opinion((stored, asked) -> stored.equals(STORED) ? "scores 0.10" : null)
            .build();
    store(doubted, asking(STORED));

    lease(doubted.open(asking(ALIKE)));

    assertThat(likenessOf(doubted, Kind.VETOED).verdict()).isEqualTo("veto: verifier: scores 0.10");
  }

  @Test
  void onlyIfCachedIsContentWithAnAnswerByMeaning() {
    store(rig, asking(STORED));

    Reply reply = served(rig.open(with(asking(ALIKE), "Cache-Control", "only-if-cached")));
    Reply none = served(rig.open(with(asking(FAR), "Cache-Control", "only-if-cached")));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(none.status()).isEqualTo(504);
  }

  @Test
  void aLanguageThatTheGuardsDoNotKnowIsAnsweredByItsKeyAlone() {
    store(rig, asking("Wie funktioniert die Gartenpumpe an unserem Haus?"));
    store(rig, asking("wie funktioniert die Gartenpumpe an unserem Haus"));

    served(rig.open(asking("wie funktioniert die Gartenpumpe an unserem Haus")));

    assertThat(rig.told.details(Kind.NO_MATCH)).containsExactly("language", "language");
    assertThat(embedder.calls()).isZero();
  }

  @Test
  void gatesKeepQuestionsOut() {
    store(rig, asking("What is the weather in Bergen today"));

    lease(rig.open(asking("What is today the weather in Bergen")));

    assertThat(rig.told.details(Kind.NO_MATCH)).containsOnly("time-dependent");
  }

  private static final class FakeJudge implements AnswerJudge {

    private final boolean verdict;
    private final List<String> asked = new ArrayList<>();

    private FakeJudge(boolean verdict) {
      this.verdict = verdict;
    }

    @Override
    public boolean answers(String storedQuestion, String storedAnswer, String newQuestion)
        throws IOException {
      asked.add(storedQuestion + " / " + storedAnswer + " / " + newQuestion);
      return verdict;
    }

    @Override
    public String describe() {
      return "fake";
    }

    @Override
    public void close() {}
  }
}
