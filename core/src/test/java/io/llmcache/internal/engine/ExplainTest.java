package io.llmcache.internal.engine;

import static io.llmcache.testing.Calls.JSON;
import static io.llmcache.testing.Calls.answer;
import static io.llmcache.testing.Calls.asking;
import static io.llmcache.testing.Calls.lease;
import static io.llmcache.testing.Calls.served;
import static io.llmcache.testing.Calls.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheListener;
import io.llmcache.spi.Explanation;
import io.llmcache.spi.Invalidation;
import io.llmcache.testing.Calls;
import io.llmcache.testing.EmbeddingsFixtures;
import io.llmcache.testing.FailingStore;
import io.llmcache.testing.FakeEmbedder;
import io.llmcache.testing.JsonSpelling;
import io.llmcache.testing.OpenAiChatFixtures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is explained, to whom, and what is never in it. */
class ExplainTest {

  private static final String FIELD = "llmcache-explain";
  private static final String QUESTION = "How deep is the lake?";

  private final List<Explanation> told = new ArrayList<>();
  private final CacheListener listener =
      new CacheListener() {
        @Override
        public void on(CacheEvent event) {}

        @Override
        public void explained(Explanation explanation) {
          told.add(explanation);
        }
      };

  private Rig rig(Map<String, String> settings) {
    return Rig.plan(settings).listener(listener).build();
  }

  private static CacheRequest why(CacheRequest request) {
    return with(request, FIELD, "1");
  }

  private static CacheRequest from(WayIn wayIn, String credential, CacheRequest request) {
    return CacheRequest.of(
        wayIn,
        request.method(),
        request.target(),
        request.headers().with("Authorization", credential),
        request.body());
  }

  private static List<Explanation> last(Rig rig) {
    return rig.engine.explanations().last();
  }

  private static JsonNode header(Outcome outcome) {
    String json =
        outcome instanceof Outcome.Served served
            ? served.reply().headers().first(FIELD)
            : lease(outcome).explanation();
    assertThat(json).isNotNull();
    return JsonSpelling.tree(OpenAiChatFixtures.bytes(String.valueOf(json)));
  }

  @Test
  void nothingIsKeptOrSaidUnasked() {
    Rig rig = rig(Map.of());
    Outcome missed = rig.open(asking(QUESTION));
    assertThat(lease(missed).explanation()).isNull();
    answer(missed);
    assertThat(served(rig.open(asking(QUESTION))).headers().first(FIELD)).isNull();
    assertThat(last(rig)).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsPendingInTheHeaderIsKnownLater() {
    Rig rig = rig(Map.of());
    Outcome missed = rig.open(why(asking(QUESTION)));
    assertThat(header(missed).path("stored").asText()).isEqualTo("pending");
    assertThat(last(rig)).hasSize(1);
    assertThat(told).isEmpty();
    answer(missed);
    assertThat(last(rig)).hasSize(1);
    assertThat(last(rig).get(0).kept()).isEqualTo(Explanation.Kept.YES);
    assertThat(told).isEqualTo(last(rig));
    assertThat(told.get(0).outcome()).isEqualTo(Explanation.Outcome.MISS);
  }

  @Test
  void theReplyOfTheGatewayHasTheHeaderToo() {
    Rig rig = rig(Map.of());
    Lease lease = lease(rig.open(why(asking(QUESTION))));
    Reply reply = answer(lease, 200, JSON, OpenAiChatFixtures.REPLY);
    assertThat(reply.headers().all(FIELD)).hasSize(1);
    answer(rig.open(asking(QUESTION + "!")));
    String kept = served(rig.open(asking(QUESTION))).headers().first(FIELD);
    assertThat(kept).as("it is no part of what is stored").isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "500,{},status-500",
    "200,{},unknown-ending",
    "200,no json,incomplete",
  })
  void whyItWasNotStoredIsSaid(int status, String body, String reason) {
    Rig rig = rig(Map.of());
    answer(lease(rig.open(why(asking(QUESTION)))), status, JSON, body);
    Explanation.Kept kept = last(rig).get(0).kept();
    assertThat(kept.state()).isEqualTo("no");
    assertThat(kept.reason()).isEqualTo(reason);
    assertThat(kept.why()).endsWith(".");
    assertThat(told).hasSize(1);
  }

  @Test
  void aCallThatFailsOrIsNotMadeIsOver() {
    Rig rig = rig(Map.of());
    lease(rig.open(why(asking(QUESTION)))).failed(new IOException("no"));
    lease(rig.open(why(asking(QUESTION)))).close();
    assertThat(last(rig).stream().map(it -> it.kept().reason()))
        .containsExactly("not-called", "upstream-failed");
    assertThat(told).hasSize(2);
  }

  @Test
  void missesAreExplainedUnaskedWhereThatIsSet() {
    Rig rig = rig(Map.of("explain-sample", "misses"));
    Outcome missed = rig.open(asking(QUESTION));
    assertThat(lease(missed).explanation()).as("the caller did not ask").isNull();
    answer(missed);
    assertThat(served(rig.open(asking(QUESTION))).headers().first(FIELD)).isNull();
    answer(rig.open(asking("And how wide?")));
    assertThat(last(rig)).hasSize(2);
    assertThat(last(rig).get(0).differs()).containsExactly("messages[1]");
    assertThat(told).hasSize(2);
  }

  @Test
  void noMoreThanTheLastAreKept() {
    Rig rig = rig(Map.of());
    for (int i = 0; i < 70; i++) {
      answer(rig.open(why(asking(QUESTION + i))));
    }
    assertThat(last(rig)).hasSize(64);
    assertThat(last(rig).get(0).key()).isNotEqualTo(last(rig).get(1).key());
  }

  @ParameterizedTest
  @EnumSource(WayIn.class)
  void callersFromOutsideMayNotAskByDefault(WayIn wayIn) {
    Rig rig = rig(Map.of());
    Outcome outcome = rig.open(from(wayIn, "Bearer a", why(asking(QUESTION))));
    boolean own = wayIn == WayIn.CLIENT || wayIn == WayIn.METHOD;
    assertThat(lease(outcome).explanation() != null).isEqualTo(own);
    assertThat(last(rig)).hasSize(own ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "", "no", "2"})
  void onlyAYesAsks(String value) {
    Rig rig = rig(Map.of());
    assertThat(lease(rig.open(with(asking(QUESTION), FIELD, value))).explanation()).isNull();
  }

  @Test
  void aCallerIsNotToldWhatOtherTenantsAsked() {
    Rig rig = rig(Map.of("explain", "all"));
    answer(rig.open(from(WayIn.GATEWAY, "Bearer a", asking(QUESTION))));
    JsonNode other = header(rig.open(from(WayIn.GATEWAY, "Bearer b", why(asking(QUESTION)))));
    assertThat(other.has("differs")).isFalse();
    assertThat(other.has("differs-elsewhere")).isFalse();
    assertThat(last(rig).get(0).differsElsewhere()).containsExactly("tenant");
    assertThat(last(rig).get(0).toJson()).contains("\"differs-elsewhere\":[\"tenant\"]");
    JsonNode own = header(rig.open(from(WayIn.CLIENT, "Bearer c", why(asking(QUESTION)))));
    assertThat(own.path("differs-elsewhere").toString()).isEqualTo("[\"tenant\"]");
  }

  @Test
  void theSameRequestWhoseAnswerIsGoneDiffersInNothing() throws Exception {
    Rig rig = rig(Map.of("stale-if-error", "0"));
    answer(rig.open(asking(QUESTION)));
    rig.clock.advance(Duration.ofHours(2));
    JsonNode missed = header(rig.open(why(asking(QUESTION))));
    assertThat(missed.path("reason").asText()).isIn("nothing-stored", "expired");
    assertThat(missed.path("differs").isArray()).isTrue();
    assertThat(missed.path("differs")).isEmpty();
  }

  @Test
  void anInvalidatedAnswerIsToldFromNone() {
    Rig rig = rig(Map.of());
    answer(rig.open(asking(QUESTION)));
    rig.sync.raise(java.util.Set.of(Epochs.scope(Invalidation.model("gpt-4o-mini"))));
    JsonNode missed = header(rig.open(why(asking(QUESTION))));
    assertThat(missed.path("reason").asText()).isEqualTo("invalidated");
    assertThat(missed.path("tier").asText()).isEqualTo("l1");
  }

  @ParameterizedTest
  @CsvSource({
    "Cache-Control,no-cache,miss,request",
    "Cache-Control,no-store,bypass,request-no-store",
    "Cache-Control,only-if-cached,not-cached,only-if-cached",
  })
  void whatTheRequestItselfSaysIsTheReason(
      String field, String value, String outcome, String reason) {
    Rig rig = rig(Map.of());
    JsonNode explained = header(rig.open(why(with(asking(QUESTION), field, value))));
    assertThat(explained.path("outcome").asText()).isEqualTo(outcome);
    assertThat(explained.path("reason").asText()).isEqualTo(reason);
  }

  @Test
  void modesAreExplained() {
    JsonNode observed = header(rig(Map.of("mode", "observe")).open(why(asking(QUESTION))));
    assertThat(observed.path("outcome").asText()).isEqualTo("bypass");
    assertThat(observed.path("reason").asText()).isEqualTo("observe");
    JsonNode off = header(rig(Map.of("mode", "off")).open(why(asking(QUESTION))));
    assertThat(off.path("reason").asText()).isEqualTo("off");
  }

  @Test
  void aBodyThatCannotBeReadIsExplained() {
    CacheRequest broken = Calls.request("{\"model\":", Headers.of("Authorization", "Bearer a"));
    JsonNode explained = header(rig(Map.of()).open(why(broken)));
    assertThat(explained.path("outcome").asText()).isEqualTo("bypass");
    assertThat(explained.path("why").asText()).isEqualTo("The body is no JSON.");
  }

  @Test
  void aNeighbourFarBelowTheThresholdIsNamedToo() {
    FakeEmbedder embedder = new FakeEmbedder();
    Rig rig = Rig.plan(Map.of()).embedder(embedder).listener(listener).build();
    answer(rig.open(asking("Please explain how the garden pump of our house works")));
    JsonNode far = header(rig.open(why(asking("Please explain how the kitchen light works"))));
    assertThat(far.path("meaning").path("verdict").asText()).isEqualTo("nothing-near");
    assertThat(far.path("meaning").path("similarity").asDouble()).isBetween(0.1, 0.85);
    assertThat(far.path("meaning").path("threshold").asDouble()).isEqualTo(0.95);
  }

  @Test
  void whyNobodyLookedByMeaningIsSaid() {
    JsonNode without = header(rig(Map.of()).open(why(asking(QUESTION))));
    assertThat(without.path("meaning").path("verdict").asText()).isEqualTo("off");
    Rig rig = Rig.plan(Map.of()).embedder(new FakeEmbedder()).build();
    JsonNode off = header(rig.open(why(with(asking(QUESTION), "llmcache-semantic", "off"))));
    assertThat(off.path("meaning").path("verdict").asText()).isEqualTo("request");
    JsonNode now = header(rig.open(why(asking("What is the weather like right now?"))));
    assertThat(now.path("meaning").path("verdict").asText()).isEqualTo("time-dependent");
  }

  @Test
  void aBatchIsExplained() {
    Rig rig = rig(Map.of());
    answerBatch(rig.open(batch("Möja", "Utö")), "Möja", "Utö");
    JsonNode partly = header(rig.open(batch("Möja", "Utö", "Arholma")));
    assertThat(partly.path("outcome").asText()).isEqualTo("miss");
    assertThat(partly.path("reason").asText()).isEqualTo("partial");
    JsonNode hit = header(rig.open(batch("Utö", "Möja")));
    assertThat(hit.path("outcome").asText()).isEqualTo("hit");
  }

  private static CacheRequest batch(String... texts) {
    return CacheRequest.of(
            WayIn.CLIENT,
            "POST",
            Calls.TARGET.resolve(EmbeddingsFixtures.PATH),
            Headers.of("Authorization", "Bearer a").plus(FIELD, "1"),
            OpenAiChatFixtures.bytes(EmbeddingsFixtures.request(texts)))
        .inParts();
  }

  private static void answerBatch(Outcome outcome, String... texts) {
    String reply = EmbeddingsFixtures.reply(EmbeddingsFixtures.request(texts));
    answer(lease(outcome), 200, JSON, reply);
  }

  @Test
  void aLongRequestIsExplainedInAFewThousandCharacters() {
    Rig rig = rig(Map.of());
    StringBuilder body = new StringBuilder("{\"model\":\"").append("m\u00e4\\\"".repeat(200));
    body.append("\",\"messages\":[");
    for (int i = 0; i < 500; i++) {
      body.append(i == 0 ? "" : ",").append("{\"role\":\"user\",\"content\":\"t").append(i);
      body.append("\"}");
    }
    for (int i = 0; i < 40; i++) {
      body.append(i == 0 ? "]" : "").append(",\"field_").append(i).append("\":").append(i);
    }
    String request = body.append('}').toString();
    Outcome outcome =
        rig.open(why(Calls.request(request, Headers.of("Authorization", "Bearer secret-key"))));
    assertThat(header(outcome).path("parts-left-out").asInt())
        .as(String.valueOf(lease(outcome).explanation()))
        .isPositive();
    String json = String.valueOf(lease(outcome).explanation());
    assertThat(json).hasSizeLessThan(4096).isPrintable().doesNotContain("secret");
  }

  @Test
  void nothingThatWasAskedOrAnsweredIsInIt() {
    Rig rig = rig(Map.of());
    CacheRequest request =
        with(
            from(WayIn.CLIENT, "Bearer sk-planted", why(asking("planted question"))),
            "llmcache-tags",
            "planted-tag");
    Lease lease = lease(rig.open(request));
    String answered = OpenAiChatFixtures.REPLY.replace("18:40", "planted answer");
    answer(lease, 200, JSON, answered);
    String hit = served(rig.open(request)).headers().first(FIELD);
    assertThat(lease.explanation() + hit + last(rig) + told).doesNotContain("planted");
  }

  @Test
  void aStoreThatFailsIsExplainedAllTheSame() {
    Rig rig = rig(Map.of());
    for (FailingStore.Operation operation : FailingStore.Operation.values()) {
      rig.near.failing(operation, FailingStore.Fault.values()[0]);
    }
    Outcome missed = rig.open(why(asking(QUESTION)));
    assertThat(header(missed).path("reason").asText()).isEqualTo("nothing-stored");
    answer(missed);
    assertThat(last(rig).get(0).kept().state()).isNotEqualTo("pending");
  }

  @Test
  void aListenerThatFailsHarmsNobody() {
    Rig rig =
        Rig.plan(Map.of())
            .listener(
                new CacheListener() {
                  @Override
                  public void on(CacheEvent event) {}

                  @Override
                  public void explained(Explanation explanation) {
                    throw new IllegalStateException("planted");
                  }
                })
            .build();
    answer(rig.open(why(asking(QUESTION))));
    assertThat(header(rig.open(why(asking(QUESTION)))).path("outcome").asText()).isEqualTo("hit");
  }
}
