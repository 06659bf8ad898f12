package io.llmcache.cli;

import static io.llmcache.testing.OpenAiChatFixtures.REFUSAL_REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM_CUT;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM_REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.LlmCache;
import io.llmcache.cli.Tally.Kind;
import io.llmcache.cli.Work.Result;
import io.llmcache.cli.common.JobError;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.WayIn;
import io.llmcache.settings.SettingsReader;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.Tier;
import io.llmcache.testing.Background;
import io.llmcache.testing.FailingStore;
import io.llmcache.testing.FailingStore.Fault;
import io.llmcache.testing.FailingStore.Operation;
import io.llmcache.testing.FakeSharedTier;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.LiveAnswer;
import io.llmcache.testing.SeenRequest;
import io.llmcache.testing.UpstreamAnswer;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarmerTest {

  private static final InstantSource CLOCK = InstantSource.system();
  private static final Headers HEADERS =
      Headers.of("Content-Type", "application/json")
          .plus("Authorization", "Bearer sk-test-0123456789")
          .plus("llmcache-tags", "warmed");

  private final FakeUpstream upstream = FakeUpstream.start();
  private final FakeSharedTier shared = new FakeSharedTier(CLOCK);
  private final FailingStore store = new FailingStore(shared.node());
  private final Reasons reasons = new Reasons();
  private final Stop stop = new Stop();
  private final UnderWay underWay = new UnderWay(Duration.ofMinutes(1));
  private final LlmCache cache =
      LlmCache.builder(SettingsReader.defaults())
          .store(Tier.L1, new NoNearTier())
          .store(Tier.L2, new SharedTier(store, Duration.ofMillis(100)))
          .listener(reasons)
          .build();

  @AfterEach
  void close() {
    underWay.close();
    cache.close();
    upstream.close();
  }

  @Test
  void aMissIsAskedAndStoredAndThenAHit() throws Exception {
    upstream.next(UpstreamAnswer.json(200, REPLY));
    Result first = finish(Jobs.job(REQUEST));
    assertThat(first.kind()).isEqualTo(Kind.STORED);
    assertThat(first.fresh()).isBetween(Duration.ofSeconds(3590), Duration.ofSeconds(3600));
    assertThat(finish(Jobs.job(REQUEST)).kind()).isEqualTo(Kind.HIT);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void theProviderGetsTheRequestAndNothingThatIsForTheCache() throws Exception {
    upstream.next(UpstreamAnswer.json(200, REPLY));
    finish(Jobs.job(REQUEST));
    SeenRequest seen = upstream.last();
    assertThat(seen.text()).isEqualTo(REQUEST);
    assertThat(seen.target()).isEqualTo("/v1/chat/completions");
    assertThat(seen.headers().first("Authorization")).isEqualTo("Bearer sk-test-0123456789");
    assertThat(seen.headers().first("Content-Type")).isEqualTo("application/json");
    assertThat(seen.headers().first("llmcache-tags")).isNull();
    assertThat(seen.headers().first("Cache-Control")).isNull();
  }

  @Test
  void anApplicationGetsTheSameBytes() throws Exception {
    upstream.next(UpstreamAnswer.events(List.of(STREAM)));
    assertThat(finish(Jobs.job(STREAM_REQUEST)).kind()).isEqualTo(Kind.STORED);
    assertThat(asApplication(STREAM_REQUEST)).isEqualTo(STREAM);
  }

  @Test
  void aLimitIsWaitedFor() throws Exception {
    Headers later = Headers.of("retry-after-ms", "20");
    upstream.next(
        UpstreamAnswer.whole(429, later, bytes("{}")),
        UpstreamAnswer.json(500, "{}"),
        UpstreamAnswer.dropped(),
        UpstreamAnswer.eventsCutAfter(List.of(STREAM_CUT)),
        UpstreamAnswer.events(List.of(STREAM)));
    assertThat(finish(Jobs.job(STREAM_REQUEST)).kind()).isEqualTo(Kind.STORED);
    assertThat(upstream.count()).isEqualTo(5);
  }

  @Test
  void attemptsAreBounded() {
    upstream.always(UpstreamAnswer.json(503, "{\"error\":{\"message\":\"Overloaded.\"}}"));
    assertThatThrownBy(() -> finish(Jobs.job(REQUEST)))
        .isInstanceOf(JobError.class)
        .hasMessage("the provider answered 503: Overloaded.");
    assertThat(upstream.count()).isEqualTo(5);
  }

  @Test
  void aRefusedKeyEndsTheRun() {
    upstream.always(
        UpstreamAnswer.json(401, "{\"error\":{\"message\":\"Wrong: sk-test-0123456789\"}}"));
    assertThatThrownBy(() -> finish(Jobs.job(REQUEST)))
        .hasMessage("the provider answered 401: Wrong: ***")
        .satisfies(e -> assertThat(((JobError) e).endsRun()).isTrue());
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void anAnswerThatIsNotStoredIsSaid() {
    upstream.next(UpstreamAnswer.json(200, REFUSAL_REPLY));
    assertThatThrownBy(() -> finish(Jobs.job(REQUEST)))
        .hasMessage("the answer was not stored: the model refused")
        .satisfies(e -> assertThat(((JobError) e).endsRun()).isFalse());
  }

  @Test
  void whatCannotBeCachedIsNotAsked() {
    assertThatThrownBy(() -> finish(Jobs.job("{\"messages\":[]}")))
        .hasMessage("\"model\" is missing; add it to \"body\"");
    assertThatThrownBy(
            () ->
                finish(
                    Jobs.job(
                        "{\"model\":\"gpt-4o-search-preview\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")))
        .hasMessage("not cacheable: the model searches the web");
    assertThatThrownBy(() -> finish(new Job("/v1/audio", "", bytes("{}"), null)))
        .hasMessage("\"url\" is no path that the cache knows");
    assertThat(upstream.count()).isZero();
  }

  @Test
  void aSharedTierThatFailsIsNotPaidFor() {
    store.failing(Operation.GET, Fault.FAIL);
    assertThatThrownBy(() -> finish(Jobs.job(REQUEST)))
        .hasMessageStartingWith("the shared tier cannot be asked")
        .satisfies(e -> assertThat(((JobError) e).endsRun()).isTrue());
    assertThat(upstream.count()).isZero();
  }

  @Test
  void aSharedTierThatDoesNotKeepEndsTheRun() {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    store.failing(Operation.PUT, Fault.FAIL);
    assertThatThrownBy(() -> finish(Jobs.job(REQUEST)))
        .hasMessageStartingWith("the shared tier did not keep the answer: l2-put")
        .satisfies(e -> assertThat(((JobError) e).endsRun()).isTrue());
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void theSameQuestionTwiceIsPaidOnce() {
    LiveAnswer live = upstream.nextLive();
    Future<Result> first = Background.start(() -> finish(Jobs.job(STREAM_REQUEST)));
    live.awaitRequest();
    live.eventStream().send(STREAM);
    Future<Result> second = Background.start(() -> finish(Jobs.job(STREAM_REQUEST)));
    Waiting.until(
        () -> cache.statistics().count(CacheEvent.Kind.COLLAPSED) == 1, "nobody joined the call");
    live.end();
    assertThat(Waiting.on(first).kind()).isEqualTo(Kind.STORED);
    assertThat(Waiting.on(second).kind()).isEqualTo(Kind.HIT);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void aCallThatIsGivenUpSaysNothingOfItsLine() {
    LiveAnswer live = upstream.nextLive();
    Future<String> line = Background.start(this::howItEnds);
    live.awaitRequest();
    stop.request("interrupted");
    underWay.giveUp();
    assertThat(Waiting.on(line)).isEqualTo("interrupted");
  }

  @Test
  void soDoesOneInTheMiddleOfItsStream() {
    LiveAnswer live = upstream.nextLive();
    Future<String> line = Background.start(this::howItEnds);
    live.awaitRequest().eventStream().send("data: {");
    stop.request("interrupted");
    underWay.giveUp();
    assertThat(Waiting.on(line)).isEqualTo("interrupted");
  }

  @Test
  void aReadyMadeAnswerReplacesWhatIsStored() throws Exception {
    Job pair = new Job(JobForm.CHAT, "faq", bytes(REQUEST), "At 18:40 ⛴.");
    Warmer warmer = warmer(new ReadyMade(CLOCK), Warmer.Stored.REPLACED);
    upstream.next(UpstreamAnswer.json(200, REPLY));
    finish(Jobs.job(REQUEST));
    assertThat(warmer.finish(pair).kind()).isEqualTo(Kind.STORED);
    assertThat(asApplication(REQUEST)).contains("At 18:40 ⛴.", "\"chat.completion\"");
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void aReadyMadeAnswerMayBeAStream() throws Exception {
    Job pair = new Job(JobForm.CHAT, "", bytes(STREAM_REQUEST), "At 18:40 ⛴.");
    assertThat(warmer(new ReadyMade(CLOCK), Warmer.Stored.REPLACED).finish(pair).kind())
        .isEqualTo(Kind.STORED);
    assertThat(asApplication(STREAM_REQUEST))
        .contains("At 18:40 ⛴.", "\"chat.completion.chunk\"", "\"usage\"")
        .endsWith("data: [DONE]\n\n");
  }

  @Test
  void aDryRunCallsNobodyAndStoresNothing() throws Exception {
    DryRun dry = new DryRun(cache, requests());
    assertThat(dry.finish(Jobs.job(REQUEST)).kind()).isEqualTo(Kind.TO_DO);
    assertThatThrownBy(() -> dry.finish(Jobs.job("{}"))).isInstanceOf(JobError.class);
    assertThat(upstream.count()).isZero();
    upstream.next(UpstreamAnswer.json(200, REPLY));
    finish(Jobs.job(REQUEST));
    assertThat(dry.finish(Jobs.job(REQUEST)).kind()).isEqualTo(Kind.HIT);
  }

  private String howItEnds() throws JobError {
    try {
      return finish(Jobs.job(STREAM_REQUEST)).kind().name();
    } catch (InterruptedException e) {
      return "interrupted";
    }
  }

  private Result finish(Job job) throws JobError, InterruptedException {
    ProviderErrors errors = new ProviderErrors(Redaction.of(HEADERS), CLOCK);
    Caller caller = new Caller(underWay, errors, pacing());
    return warmer(caller, Warmer.Stored.KEPT).finish(job);
  }

  private Warmer warmer(Source source, Warmer.Stored stored) {
    return new Warmer(cache, requests(), stored, source, reasons, pacing());
  }

  private Pacing pacing() {
    return new Pacing(new RateLimit(10_000, CLOCK), new Backoff(4, Duration.ofMillis(1)), stop);
  }

  private Requests requests() {
    return new Requests(Target.of(upstream.uri().toString()), HEADERS, 1 << 20);
  }

  /** What the gateway of another node gives to a client with the same key, or "nothing". */
  private String asApplication(String body) throws IOException {
    try (LlmCache application =
        LlmCache.builder(SettingsReader.defaults()).store(Tier.L2, shared.node()).build()) {
      Headers headers = Headers.of("authorization", "Bearer sk-test-0123456789");
      URI target = upstream.uri().resolve("/v1/chat/completions");
      Outcome outcome =
          application.open(
              CacheRequest.of(WayIn.GATEWAY, "POST", target, headers, body.getBytes(UTF_8)));
      return outcome instanceof Outcome.Served served
          ? new String(served.reply().body().stream().readAllBytes(), UTF_8)
          : "nothing";
    }
  }
}
