package io.llmcache.testing;

import static io.llmcache.testing.OpenAiChatFixtures.ERROR_REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.exchange.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every way in says to callers who ask why their request went as it did. */
public abstract class ExplainContract extends FreshnessContract {

  private static final String FIELD = "llmcache-explain";
  private static final String STORED = "Please explain how the garden pump of our house works";
  private static final String ALIKE = "Explain please how the garden pump of our house works";
  private static final String NEGATED =
      "Please explain how the garden pump of our house does not work";

  private Sender explaining(Map<String, String> settings) {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Map<String, String> all = new HashMap<>(settings);
    all.put("llmcache.explain", "all");
    return open(all);
  }

  private static Ask why(Ask ask) {
    return ask.with(FIELD, "1");
  }

  private static Ask asking(String question) {
    return Ask.chat(requestAsking(question, false));
  }

  /** The explanation of an answer, which is read to its end. */
  private static JsonNode explained(Answer answer) {
    String json = answer.headers().first(FIELD);
    assertThat(json).as("the explanation").isNotNull();
    assertThat(Objects.requireNonNull(json)).hasSizeLessThanOrEqualTo(4096).isPrintable();
    assertThat(answer.headers().all(FIELD)).hasSize(1);
    text(answer);
    return JsonSpelling.tree(bytes(json));
  }

  private static JsonNode explained(Sender sender, Ask ask) {
    return explained(send(sender, why(ask)));
  }

  private static void check(JsonNode explained, String outcome, String reason) {
    assertThat(explained.path("outcome").asText()).isEqualTo(outcome);
    assertThat(explained.path("reason").asText()).isEqualTo(reason);
    assertThat(explained.path("why").asText()).endsWith(".");
  }

  @Test
  void aMissAndAHitAreExplained() {
    Sender sender = explaining(Map.of());
    JsonNode missed = explained(sender, QUESTION);
    check(missed, "miss", "nothing-stored");
    assertThat(missed.path("format").asText()).isEqualTo("openai.chat");
    assertThat(missed.path("model").asText()).isEqualTo("gpt-4o-mini");
    assertThat(missed.path("tenant").asText()).matches("credential:[0-9a-f]{16}");
    assertThat(missed.path("key").asText()).matches("[0-9a-f]{12}");
    assertThat(missed.path("stored").asText()).isIn("pending", "yes");
    assertThat(missed.path("parts").path("messages[0]").asText()).matches("[0-9a-f]{8}");
    JsonNode hit = explained(sender, QUESTION);
    check(hit, "hit", "l1");
    assertThat(hit.path("key")).isEqualTo(missed.path("key"));
    assertThat(hit.path("parts")).isEqualTo(missed.path("parts"));
    assertThat(hit.path("age").isNumber()).isTrue();
    assertThat(hit.path("ttl").asInt()).isBetween(3500, 3600);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void aMissSaysWhatDiffersFromTheNearest() {
    Sender sender = explaining(Map.of());
    read(sender, QUESTION);
    String hotter = REQUEST.replace("\"temperature\": 0.2", "\"temperature\": 0.9");
    assertThat(hotter).isNotEqualTo(REQUEST);
    JsonNode differs = explained(sender, Ask.chat(hotter)).path("differs");
    assertThat(differs).hasSize(1);
    assertThat(differs.get(0).asText()).isEqualTo("temperature");
  }

  @Test
  void whoeverDoesNotAskIsToldNothing() {
    Sender sender = explaining(Map.of());
    for (int call = 1; call <= 2; call++) {
      Answer answer = send(sender, QUESTION);
      assertThat(answer.headers().first(FIELD)).isNull();
      text(answer);
    }
  }

  @Test
  void onlyTheApplicationItselfMayAskUnlessTheSettingsSaySo() {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Sender sender = open();
    for (int call = 1; call <= 2; call++) {
      Answer answer = send(sender, why(QUESTION));
      assertThat(answer.headers().first(FIELD) != null).isEqualTo(!isForCallersFromOutside());
      text(answer);
    }
  }

  /** Only there a failure has to be told as a status. */
  private boolean isForCallersFromOutside() {
    return traits().contains(Trait.FAILURE_IS_STATUS)
        && !traits().contains(Trait.RELAYS_OWN_CLIENT);
  }

  @Test
  void theProviderIsNotAsked() {
    Sender sender = explaining(Map.of());
    read(sender, why(QUESTION));
    assertThat(upstream.last().headers().first(FIELD) != null)
        .isEqualTo(traits().contains(Trait.PASSES_CACHE_FIELDS));
    read(sender, why(asking("What else?").with("Cache-Control", "no-store")));
    assertThat(upstream.last().headers().first(FIELD) != null)
        .isEqualTo(traits().contains(Trait.PASSES_CACHE_FIELDS));
  }

  @Test
  void aBypassIsExplained() {
    Sender sender = explaining(Map.of("llmcache.cache-models", "all, !gpt-4o-mini"));
    JsonNode bypassed = explained(sender, QUESTION);
    check(bypassed, "bypass", "model-not-cached");
    assertThat(bypassed.path("why").asText()).contains("llmcache.cache-models");
    assertThat(bypassed.has("key")).isFalse();
  }

  @Test
  void aBodyBeyondTheLimitIsExplained() {
    Sender sender = explaining(Map.of("llmcache.max-request-size", "20KB"));
    check(explained(sender, asking("ö".repeat(20_000))), "bypass", "request-too-large");
  }

  @Test
  void anErrorIsExplained() {
    Sender sender = explaining(Map.of());
    upstream.always(UpstreamAnswer.json(500, ERROR_REPLY));
    Answer answer = send(sender, why(QUESTION));
    if (traits().contains(Trait.ERROR_HAS_NO_HEADER)) {
      text(answer);
    } else {
      JsonNode explained = explained(answer);
      check(explained, "miss", "nothing-stored");
      assertThat(explained.path("stored").asText()).isIn("pending", "no");
    }
  }

  @Test
  void anAnswerByMeaningIsExplained() {
    Sender sender = explaining(meaning());
    read(sender, asking(STORED));
    JsonNode hit = explained(sender, asking(ALIKE));
    check(hit, "hit", "semantic");
    assertThat(hit.path("meaning").path("verdict").asText()).isEqualTo("similar");
    double similarity = hit.path("meaning").path("similarity").asDouble();
    assertThat(similarity).isBetween(hit.path("meaning").path("threshold").asDouble(), 1.001);
  }

  @Test
  void aGuardIsNamedAndNothingOfTheTexts() {
    Map<String, String> settings = new HashMap<>(meaning());
    settings.put("llmcache.similarity-threshold", "0.5");
    Sender sender = explaining(settings);
    read(sender, asking(STORED));
    Answer answer = send(sender, why(asking(NEGATED)));
    String json = answer.headers().first(FIELD);
    assertThat(json).doesNotContainIgnoringCase("pump").doesNotContain("sk-test");
    JsonNode missed = explained(answer);
    check(missed, "miss", "nothing-stored");
    JsonNode meaning = missed.path("meaning");
    assertThat(meaning.path("verdict").asText()).isEqualTo("veto");
    assertThat(meaning.path("guard").asText()).isNotEmpty();
    assertThat(meaning.path("similarity").asDouble()).isGreaterThan(0.5);
    assertThat(missed.path("differs").toString()).contains("messages[");
  }

  @Test
  void aStaleAnswerIsExplained() {
    Sender sender = explaining(shortLived());
    read(sender, QUESTION);
    untilStale(sender, QUESTION);
    upstream.always(UpstreamAnswer.json(503, ERROR_REPLY));
    JsonNode stale = explained(sender, QUESTION);
    check(stale, "stale", "stale-if-error");
    assertThat(stale.path("ttl").asInt()).isLessThanOrEqualTo(0);
  }

  @Test
  void aStreamThatIsSharedIsExplained() throws Exception {
    LiveAnswer live = upstream.nextLive();
    Sender sender = open(Map.of("llmcache.explain", "all"));
    Future<Answer> first = sending(sender, why(STREAMED));
    live.awaitRequest().eventStream().send(EVENTS.get(0));
    Answer leader = Waiting.on(first);
    assertThat(next(leader, EVENTS.get(0))).isEqualTo(EVENTS.get(0));
    Answer follower = send(sender, why(STREAMED));
    live.send(String.join("", EVENTS.subList(1, EVENTS.size()))).end();
    JsonNode led = explained(leader);
    check(led, "miss", "nothing-stored");
    assertThat(led.path("stored").asText()).isEqualTo("pending");
    check(explained(follower), "collapsed", "attached");
  }

  @Test
  void anAnswerThatIsSharedIsExplained() {
    LiveAnswer live = upstream.nextLive();
    Sender sender = open(Map.of("llmcache.explain", "all"));
    Future<Answer> first = sending(sender, QUESTION);
    live.awaitRequest();
    List<Future<JsonNode>> others =
        Background.start(2, () -> explained(sender.send(why(QUESTION))));
    awaitFollowers(2);
    live.whole(200, Headers.of("Content-Type", "application/json"), bytes(REPLY));
    text(Waiting.on(first));
    for (Future<JsonNode> other : others) {
      assertThat(Waiting.on(other).path("outcome").asText()).isIn("collapsed", "hit");
    }
  }
}
