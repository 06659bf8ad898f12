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
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Usage;
import io.llmcache.testing.Calls;
import io.llmcache.testing.FailingStore.Operation;
import io.llmcache.testing.OpenAiChatFixtures;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One request after the other. */
class ExchangeTest {

  private final Rig rig = Rig.plain();

  @Test
  void theSameQuestionIsAskedOnce() {
    Outcome first = rig.open(asking("a"));
    Lease lease = lease(first);
    assertThat(lease.records()).isTrue();
    assertThat(lease.cacheStatus()).isEqualTo("llmcache; fwd=miss");
    rig.clock.advance(Duration.ofSeconds(2));
    Reply upstreams =
        answer(lease, 200, Calls.JSON.plus("x-request-id", "r"), OpenAiChatFixtures.REPLY);
    assertThat(text(upstreams)).isEqualTo(OpenAiChatFixtures.REPLY);
    assertThat(upstreams.headers().first("x-request-id")).isEqualTo("r");
    rig.clock.advance(Duration.ofSeconds(100));

    Reply hit = served(rig.open(asking("a")));

    assertThat(text(hit)).isEqualTo(OpenAiChatFixtures.REPLY);
    assertThat(hit.status()).isEqualTo(200);
    assertThat(hit.headers())
        .isEqualTo(
            Calls.JSON
                .plus("Cache-Control", "private, no-store")
                .plus("Age", "100")
                .plus("Cache-Status", "llmcache; hit; ttl=3500; detail=l1"));
    Usage usage = new Usage(34, 16);
    assertThat(rig.told.events())
        .containsExactly(
            CacheEvent.of(Kind.MISS, ""),
            new CacheEvent(Kind.STORED, "", "gpt-4o-mini", usage, 2_000),
            new CacheEvent(Kind.HIT, "l1", "gpt-4o-mini", usage, 2_000));
    assertThat(rig.timer.pending()).as("nothing is held on to").isZero();
  }

  @Test
  void anotherQuestionIsAnotherCall() {
    answer(rig.open(asking("a")));

    lease(rig.open(asking("b")));
    lease(rig.open(streaming("c")));
  }

  @Test
  void aUnaryAnswerIsAHitForAStreamAndTheOtherWayRound() {
    answer(rig.open(asking("a")));
    answer(lease(rig.open(streaming("b"))), 200, Calls.SSE, OpenAiChatFixtures.STREAM);

    Reply stream = served(rig.open(streaming("a")));
    Reply unary = served(rig.open(asking("b")));

    assertThat(stream.headers().first("Content-Type")).startsWith("text/event-stream");
    assertThat(text(stream)).startsWith("data: ").endsWith("data: [DONE]\n\n");
    assertThat(unary.headers().first("Content-Type")).startsWith("application/json");
    assertThat(text(unary)).contains(OpenAiChatFixtures.TEXT);
  }

  @Test
  void whoeverWantsTheOtherShapeWaitsForTheWholeStream() {
    Recording recording = lease(rig.open(streaming("a"))).reply(200, Calls.SSE);
    CompletableFuture<Outcome> unary = follow(rig.open(asking("a"))).next();
    Calls.write(recording, OpenAiChatFixtures.STREAM);
    assertThat(unary).isNotDone();

    recording.end();

    assertThat(text(served(unary.join()))).contains(OpenAiChatFixtures.TEXT);
  }

  @Test
  void aStreamIsReplayedAsItCame() {
    Recording recording = lease(rig.open(streaming("a"))).reply(200, Calls.SSE);
    byte[] bytes = OpenAiChatFixtures.bytes(OpenAiChatFixtures.STREAM);
    for (byte one : bytes) {
      recording.write(ByteBuffer.wrap(new byte[] {one}));
    }
    assertThat(recording.complete()).isTrue();
    recording.end();

    Reply hit = served(rig.open(streaming("a")));

    assertThat(text(hit)).isEqualTo(OpenAiChatFixtures.STREAM);
    assertThat(hit.headers().first("Content-Type")).isEqualTo(OpenAiChatFixtures.SSE);
  }

  @Test
  void aStreamThatIsCutIsNotStored() {
    answer(lease(rig.open(streaming("a"))), 200, Calls.SSE, OpenAiChatFixtures.STREAM_CUT);
    answer(
        lease(rig.open(streaming("a"))), 200, Calls.SSE, OpenAiChatFixtures.STREAM_ERROR_THEN_DONE);
    answer(lease(rig.open(streaming("a"))), 200, Calls.SSE, OpenAiChatFixtures.STREAM_REFUSAL);

    lease(rig.open(streaming("a")));
    assertThat(rig.told.details(Kind.NOT_STORED)).containsExactly("incomplete", "error", "refused");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 301, 400, 401, 404, 408, 429, 500, 503, 529})
  void anotherStatusIsNotStored(int status) {
    Reply passed = answer(lease(rig.open(asking("a"))), status, Calls.JSON, "{\"error\":{}}");

    assertThat(passed.status()).isEqualTo(status);
    assertThat(text(passed)).isEqualTo("{\"error\":{}}");
    assertThat(rig.told.details(Kind.NOT_STORED)).containsExactly("status-" + status);
    lease(rig.open(asking("a")));
  }

  @Test
  void anEncodingThatCannotBeUndoneIsPassedOnAndNotStored() {
    Headers brotli = Calls.JSON.plus("Content-Encoding", "br");

    Reply passed = answer(lease(rig.open(asking("a"))), 200, brotli, "?");

    assertThat(text(passed)).isEqualTo("?");
    assertThat(passed.headers().first("Content-Encoding")).isEqualTo("br");
    assertThat(rig.told.details(Kind.NOT_STORED)).containsExactly("content-encoding");
  }

  @Test
  void anAnswerThatIsTooLargeIsPassedOnAndNotStored() {
    Rig small = Rig.with(Map.of("max-entry-size", "400"));

    Reply passed =
        answer(lease(small.open(asking("a"))), 200, Calls.JSON, OpenAiChatFixtures.REPLY);

    assertThat(passed.status()).isEqualTo(200);
    assertThat(small.told.details(Kind.NOT_STORED)).containsExactly("too-large");
    lease(small.open(asking("a")));
  }

  @Test
  void anAnswerLivesAsLongAsItsModelsLifetime() {
    Rig brief = Rig.with(Map.of("model-ttl", "gpt-4o*:1m"));
    answer(brief.open(asking("a")));
    brief.clock.advance(Duration.ofSeconds(59));
    served(brief.open(asking("a")));

    brief.clock.advance(Duration.ofSeconds(1));

    lease(brief.open(asking("a")));
  }

  @Test
  void theUpstreamsAgeCounts() {
    answer(
        lease(rig.open(asking("a"))),
        200,
        Calls.JSON.plus("Age", " 3000 "),
        OpenAiChatFixtures.REPLY);

    Reply hit = served(rig.open(asking("a")));

    assertThat(hit.headers().first("Age")).isEqualTo("3000");
    assertThat(status(hit)).contains("ttl=600");
    rig.clock.advance(Duration.ofSeconds(600));
    lease(rig.open(asking("a")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "1e3", "soon", "99999999999"})
  void anAgeThatIsNoneIsZero(String age) {
    answer(
        lease(rig.open(asking("a"))), 200, Calls.JSON.plus("Age", age), OpenAiChatFixtures.REPLY);

    assertThat(served(rig.open(asking("a"))).headers().first("Age")).isEqualTo("0");
  }

  @Test
  void anAnswerCutAtItsLengthLivesShortly() {
    answer(lease(rig.open(asking("a"))), 200, Calls.JSON, OpenAiChatFixtures.LENGTH_REPLY);

    assertThat(status(served(rig.open(asking("a"))))).contains("ttl=600");
  }

  @Test
  void aClockThatGoesBackHurtsNobody() {
    Lease lease = lease(rig.open(asking("a")));
    rig.clock.advance(Duration.ofHours(-2));
    answer(lease, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    rig.clock.advance(Duration.ofHours(-2));

    assertThat(served(rig.open(asking("a"))).headers().first("Age")).isEqualTo("0");
    assertThat(rig.told.events()).allMatch(event -> event.millis() >= 0);
  }

  @ParameterizedTest
  @CsvSource({
    // the request's Cache-Control 100 s after an answer was stored for an hour; what happens
    "max-age=101, hit",
    "max-age=100, forward",
    "max-age=0, forward",
    "min-fresh=3499, hit",
    "min-fresh=3500, forward",
    "max-stale=5, hit",
    "only-if-cached, hit",
    "'only-if-cached, max-age=50', 504",
    "'only-if-cached, no-cache', 504",
    "'only-if-cached, no-store', 504",
    "no-cache, forward",
    "no-store, bypass",
    "public, hit",
  })
  void directives(String asked, String expected) {
    answer(rig.open(asking("a")));
    rig.clock.advance(Duration.ofSeconds(100));

    Outcome outcome = rig.open(with(asking("a"), "Cache-Control", asked));

    switch (expected) {
      case "hit" -> assertThat(status(served(outcome))).startsWith("llmcache; hit");
      case "504" -> assertThat(served(outcome).status()).isEqualTo(504);
      case "forward" -> assertThat(lease(outcome).records()).isTrue();
      default -> assertThat(lease(outcome).records()).isFalse();
    }
  }

  @Test
  void onlyIfCachedGetsAnErrorThatSaysSo() {
    Reply reply = served(rig.open(with(asking("a"), "Cache-Control", "only-if-cached")));

    assertThat(reply.status()).isEqualTo(504);
    assertThat(status(reply)).isEqualTo("llmcache; detail=only-if-cached");
    assertThat(text(reply)).contains("\"only_if_cached\"");
    assertThat(reply.headers().first("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void maxStaleLoosensMinFresh() {
    answer(rig.open(asking("a")));
    rig.clock.advance(Duration.ofMinutes(59));

    Reply hit = served(rig.open(with(asking("a"), "Cache-Control", "min-fresh=120, max-stale=60")));

    assertThat(status(hit)).contains("ttl=60");
  }

  @Test
  void noCacheStoresWhatItGets() {
    answer(rig.open(asking("a")));
    rig.clock.advance(Duration.ofSeconds(100));
    Lease refresh = lease(rig.open(with(asking("a"), "Cache-Control", "no-cache")));
    assertThat(refresh.cacheStatus()).isEqualTo("llmcache; fwd=request");
    answer(refresh, 200, Calls.JSON, OpenAiChatFixtures.REPLY);

    assertThat(status(served(rig.open(asking("a"))))).contains("ttl=3600");
  }

  @Test
  void noStoreStoresNothing() {
    Lease lease = lease(rig.open(with(asking("a"), "Cache-Control", "no-store")));
    assertThat(lease.cacheStatus()).isEqualTo("llmcache; fwd=bypass; detail=request-no-store");
    answer(lease, 200, Calls.JSON, OpenAiChatFixtures.REPLY);

    lease(rig.open(asking("a")));
    assertThat(rig.near.calls(Operation.PUT)).isZero();
  }

  @Test
  void whatIsStaleSaysWhy() {
    answer(rig.open(asking("a")));
    rig.clock.advance(Duration.ofSeconds(10));

    Lease lease = lease(rig.open(with(asking("a"), "Cache-Control", "max-age=5")));

    assertThat(lease.cacheStatus()).isEqualTo("llmcache; fwd=stale; detail=older-than-max-age");
  }

  @Property(tries = 50)
  void twoCredentialsNeverShare(
      @ForAll @AlphaChars @StringLength(min = 1, max = 8) String one,
      @ForAll @AlphaChars @StringLength(min = 1, max = 8) String other) {
    Rig own = Rig.plain();
    answer(own.open(by("Authorization", "Bearer " + one)));

    Outcome outcome = own.open(by("Authorization", "Bearer " + other));

    assertThat(outcome instanceof Outcome.Served).isEqualTo(one.equals(other));
    assertThat(own.open(by("x-api-key", "Bearer " + one))).isInstanceOf(Outcome.Forward.class);
  }

  @Test
  void inModeSharedEverybodyShares() {
    Rig shared = Rig.with(Map.of("tenant", "shared"));
    answer(shared.open(by("Authorization", "a")));

    served(shared.open(by("Authorization", "b")));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"model\":\"gpt-4o\"}', POST, /v1/chat/completions",
    "'not json', POST, /v1/chat/completions",
    "'', POST, /v1/chat/completions",
    "'{}', GET, /v1/chat/completions",
    "'{}', POST, /v1/models",
  })
  void whatIsNoSuchRequestIsBypassed(String body, String method, String path) {
    CacheRequest request =
        CacheRequest.of(
            WayIn.CLIENT,
            method,
            URI.create("https://api.openai.com" + path),
            Headers.EMPTY,
            OpenAiChatFixtures.bytes(body));

    Lease lease = lease(rig.open(request));

    assertThat(lease.records()).isFalse();
    assertThat(lease.cacheStatus()).startsWith("llmcache; fwd=bypass; detail=");
    assertThat(rig.near.calls(Operation.GET)).isZero();
    Reply relayed = answer(lease, 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    assertThat(text(relayed)).isEqualTo(OpenAiChatFixtures.REPLY);
    assertThat(rig.near.calls(Operation.PUT)).isZero();
  }

  @Test
  void aTargetWithoutAHostIsBypassed() {
    CacheRequest request =
        CacheRequest.of(
            WayIn.CLIENT,
            "POST",
            URI.create("http://my_host/v1/chat/completions"),
            Headers.EMPTY,
            OpenAiChatFixtures.bytes(OpenAiChatFixtures.REQUEST));

    assertThat(lease(rig.open(request)).records()).isFalse();
  }

  @Test
  void observeDecidesAndStoresAndServesNothing() {
    Rig observing = Rig.with(Map.of("mode", "observe"));
    Lease first = lease(observing.open(asking("a")));
    lease(observing.open(asking("a")));
    assertThat(first.cacheStatus()).isEqualTo("llmcache; fwd=bypass; detail=observe");
    answer(first, 200, Calls.JSON, OpenAiChatFixtures.REPLY);

    Lease second = lease(observing.open(asking("a")));
    lease(observing.open(with(asking("a"), "Cache-Control", "only-if-cached")));
    lease(observing.open(with(asking("b"), "Cache-Control", "only-if-cached")));

    assertThat(second.records()).isTrue();
    assertThat(observing.told.count(Kind.WOULD_HIT)).isEqualTo(2);
    assertThat(observing.told.count(Kind.MISS)).isEqualTo(3);
    assertThat(observing.told.count(Kind.HIT)).isZero();
  }

  @Test
  void offTouchesNothing() {
    Rig off = Rig.with(Map.of("mode", "off"));

    Lease lease = lease(off.open(with(asking("a"), "Cache-Control", "only-if-cached")));

    assertThat(lease.records()).isFalse();
    assertThat(lease.cacheStatus()).isEqualTo("llmcache; fwd=bypass; detail=off");
    assertThat(off.near.calls(Operation.GET)).isZero();
  }

  private static CacheRequest by(String name, String value) {
    return Calls.request(OpenAiChatFixtures.REQUEST, Headers.of(name, value));
  }
}
