package io.llmcache.testing;

import static io.llmcache.testing.OpenAiChatFixtures.ERROR_REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM_ERROR_THEN_DONE;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.llmcache.exchange.Headers;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every way in does alike: the same requests, the same answers, the same calls of the
 * upstream. No scenario is left out for any of them; how a way in rightly differs is a {@link
 * Trait}.
 */
public abstract class AdapterContract extends PoisoningContract {

  private static final String OTHER_REPLY = REPLY.replace("18:40", "19:20");

  @Test
  void theSecondTimeAWholeAnswerComesFromTheCache() throws IOException {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Sender sender = open();
    Answer missed = send(sender, QUESTION);
    assertThat(missed.status()).isEqualTo(200);
    assertThat(missed.cacheStatus()).contains("llmcache; fwd=miss");
    assertThat(missed.bytes()).isEqualTo(bytes(REPLY));
    Answer hit = send(sender, QUESTION);
    assertThat(hit.status()).isEqualTo(200);
    assertThat(hit.cacheStatus()).contains("llmcache; hit");
    assertThat(hit.headers().first("Content-Type")).isEqualTo("application/json");
    assertThat(hit.headers().first("Age")).isNotNull();
    assertThat(hit.bytes()).isEqualTo(bytes(REPLY));
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void theSecondTimeAStreamComesFromTheCache() throws IOException {
    upstream.always(UpstreamAnswer.events(EVENTS));
    Sender sender = open();
    Answer missed = send(sender, STREAMED);
    assertThat(missed.cacheStatus()).contains("llmcache; fwd=miss");
    assertThat(missed.text()).isEqualTo(STREAM);
    Answer hit = send(sender, STREAMED);
    assertThat(hit.cacheStatus()).contains("llmcache; hit");
    assertThat(hit.headers().first("Content-Type")).startsWith("text/event-stream");
    assertThat(hit.text()).isEqualTo(STREAM);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void theUpstreamGetsTheRequestAsItWas() {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Ask ask = QUESTION.with("X-Request-Tag", "seven").to(PATH + "?api-version=2&b=%2F");
    read(open(), ask);
    SeenRequest seen = upstream.last();
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.target()).endsWith("/chat/completions?api-version=2&b=%2F");
    assertThat(seen.body()).isEqualTo(ask.body());
    assertThat(seen.headers().first("Authorization")).isEqualTo(Ask.CREDENTIAL);
    assertThat(seen.headers().first("X-Request-Tag")).isEqualTo("seven");
    assertThat(seen.headers().first("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void aStreamArrivesChunkByChunk() throws IOException {
    LiveAnswer live = upstream.nextLive();
    Sender sender = open();
    Future<Answer> sent = sending(sender, STREAMED);
    live.awaitRequest().eventStream();
    Answer answer = null;
    for (String event : EVENTS) {
      live.send(event);
      answer = Waiting.on(sent);
      assertThat(next(answer, event)).isEqualTo(event);
    }
    live.end();
    assertThat(answer).isNotNull();
    assertThat(answer.bytes()).isEmpty();
    assertThat(send(sender, STREAMED).text()).isEqualTo(STREAM);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void anotherRequestIsAnotherAnswer() {
    upstream.next(UpstreamAnswer.json(200, REPLY), UpstreamAnswer.json(200, OTHER_REPLY));
    Sender sender = open();
    assertThat(read(sender, QUESTION)).isEqualTo(REPLY);
    assertThat(read(sender, Ask.chat(requestAsking("Und am Samstag? 日本語", false))))
        .isEqualTo(OTHER_REPLY);
    assertThat(read(sender, QUESTION)).isEqualTo(REPLY);
    assertThat(read(sender, Ask.chat(requestAsking("Und am Samstag? 日本語", false))))
        .isEqualTo(OTHER_REPLY);
    assertThat(upstream.count()).isEqualTo(2);
  }

  @Test
  void anotherCredentialIsAnotherAnswer() {
    upstream.next(UpstreamAnswer.json(200, REPLY), UpstreamAnswer.json(200, OTHER_REPLY));
    Sender sender = open();
    Ask others = QUESTION.with("Authorization", "Bearer sk-test-2");
    assertThat(read(sender, QUESTION)).isEqualTo(REPLY);
    assertThat(read(sender, others)).isEqualTo(OTHER_REPLY);
    assertThat(read(sender, others)).isEqualTo(OTHER_REPLY);
    assertThat(upstream.count()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-cache", "max-age=0"})
  void aRequestCanAskForAFreshAnswer(String directive) {
    upstream.next(UpstreamAnswer.json(200, REPLY), UpstreamAnswer.json(200, OTHER_REPLY));
    Sender sender = open();
    read(sender, QUESTION);
    Answer fresh = send(sender, QUESTION.with("Cache-Control", directive));
    assertThat(fresh.isHit()).isFalse();
    assertThat(text(fresh)).isEqualTo(OTHER_REPLY);
    assertThat(read(sender, QUESTION))
        .as("the fresh answer replaces the old")
        .isEqualTo(OTHER_REPLY);
    assertThat(upstream.count()).isEqualTo(2);
  }

  @Test
  void aRequestCanAskThatNothingIsStored() {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Sender sender = open();
    Ask ask = QUESTION.with("Cache-Control", "no-store");
    assertThat(send(sender, ask).cacheStatus()).contains("fwd=bypass");
    assertThat(read(sender, QUESTION)).isEqualTo(REPLY);
    assertThat(upstream.count()).isEqualTo(2);
  }

  @Test
  void aRequestCanAskForNoCallAtAll() {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Sender sender = open();
    Ask ask = QUESTION.with("Cache-Control", "only-if-cached");
    assertThat(send(sender, ask).status()).isEqualTo(504);
    assertThat(upstream.count()).isZero();
    read(sender, QUESTION);
    assertThat(text(send(sender, ask))).isEqualTo(REPLY);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void whatIsSaidToTheCacheStaysHere() {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    read(open(), QUESTION.with("Cache-Control", "no-cache").with("llmcache-tags", "x"));
    boolean passed = traits().contains(Trait.PASSES_CACHE_FIELDS);
    assertThat(upstream.last().headers().first("Cache-Control") != null).isEqualTo(passed);
    assertThat(upstream.last().headers().first("llmcache-tags") != null).isEqualTo(passed);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 429, 500, 529})
  void anErrorPassesAndIsNotStored(int status) {
    Headers headers = Headers.of("Content-Type", "application/json").plus("Retry-After", "7");
    upstream.always(UpstreamAnswer.whole(status, headers, bytes(ERROR_REPLY)));
    Sender sender = open();
    for (int call = 1; call <= 2; call++) {
      Answer answer = send(sender, QUESTION);
      assertThat(answer.status()).isEqualTo(status);
      if (!traits().contains(Trait.ERROR_HAS_NO_HEADER)) {
        assertThat(answer.headers().first("Retry-After")).isEqualTo("7");
      }
      assertThat(text(answer)).isEqualTo(ERROR_REPLY);
      assertThat(upstream.count()).isEqualTo(call);
    }
  }

  @Test
  void anUnreachableUpstreamIsTheUsualFailureAndHoldsNobody() {
    Sender sender = opened(FakeUpstream.closedPort(), Map.of());
    for (int call = 1; call <= 2; call++) {
      if (traits().contains(Trait.FAILURE_IS_STATUS)) {
        assertThat(send(sender, QUESTION).status()).isIn(502, 504);
      } else {
        Future<Answer> sent = sending(sender, QUESTION);
        checkUnreachable(catchThrowable(() -> Waiting.on(sent)).getCause());
      }
    }
  }

  @Test
  void aStreamThatBreaksOffBreaksOffForTheCallerAndIsNotStored() throws IOException {
    LiveAnswer live = upstream.nextLive();
    upstream.always(UpstreamAnswer.events(EVENTS));
    Sender sender = open();
    Future<Answer> sent = sending(sender, STREAMED);
    live.awaitRequest().eventStream().send(EVENTS.get(0));
    Answer broken = Waiting.on(sent);
    assertThat(next(broken, EVENTS.get(0))).isEqualTo(EVENTS.get(0));
    live.send(EVENTS.get(1)).cut();
    assertThatThrownBy(() -> Background.limited(broken::bytes))
        .hasCauseInstanceOf(IOException.class);
    assertThat(read(sender, STREAMED)).isEqualTo(STREAM);
    assertThat(upstream.count()).isEqualTo(2);
  }

  @Test
  void aStreamWithAnErrorEventPassesAndIsNotStored() {
    upstream.next(UpstreamAnswer.events(events(STREAM_ERROR_THEN_DONE)));
    upstream.always(UpstreamAnswer.events(EVENTS));
    Sender sender = open();
    assertThat(read(sender, STREAMED)).isEqualTo(STREAM_ERROR_THEN_DONE);
    assertThat(read(sender, STREAMED)).isEqualTo(STREAM);
    assertThat(upstream.count()).isEqualTo(2);
  }

  @Test
  void aCompressedAnswerIsRightOnTheMissAndOnTheHit() throws IOException {
    upstream.always(UpstreamAnswer.gzippedJson(200, REPLY));
    Sender sender = open();
    assertThat(read(sender, QUESTION)).isEqualTo(REPLY);
    Answer hit = send(sender, QUESTION);
    assertThat(hit.isHit()).isTrue();
    assertThat(hit.text()).isEqualTo(REPLY);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void identicalCallsInFlightAreOneCall() {
    LiveAnswer live = upstream.nextLive();
    Sender sender = open();
    Future<String> first = Background.start(() -> sender.send(QUESTION).text());
    live.awaitRequest();
    List<Future<String>> others = Background.start(3, () -> sender.send(QUESTION).text());
    awaitFollowers(3);
    live.whole(200, Headers.of("Content-Type", "application/json"), bytes(REPLY));
    assertThat(Waiting.on(first)).isEqualTo(REPLY);
    for (Future<String> other : others) {
      assertThat(Waiting.on(other)).isEqualTo(REPLY);
    }
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void aStreamInFlightIsReadByAll() throws IOException {
    LiveAnswer live = upstream.nextLive();
    Sender sender = open();
    Future<Answer> first = sending(sender, STREAMED);
    live.awaitRequest().eventStream().send(EVENTS.get(0));
    Answer leader = Waiting.on(first);
    assertThat(next(leader, EVENTS.get(0))).isEqualTo(EVENTS.get(0));
    Answer follower = send(sender, STREAMED);
    assertThat(follower.cacheStatus()).contains("collapsed");
    assertThat(next(follower, EVENTS.get(0))).isEqualTo(EVENTS.get(0));
    String rest = String.join("", EVENTS.subList(1, EVENTS.size()));
    live.send(rest).end();
    assertThat(text(leader)).isEqualTo(rest);
    assertThat(text(follower)).isEqualTo(rest);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 0})
  void ifTheFirstCallFailsOneOtherMakesIt(int status) {
    LiveAnswer live = upstream.nextLive();
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Sender sender = open();
    Future<Answer> first = sending(sender, QUESTION);
    live.awaitRequest();
    List<Future<String>> others = Background.start(3, () -> sender.send(QUESTION).text());
    awaitFollowers(3);
    if (status == 0) {
      live.cut();
    } else {
      live.whole(status, Headers.of("Content-Type", "application/json"), bytes(ERROR_REPLY));
    }
    for (Future<String> other : others) {
      assertThat(Waiting.on(other)).isEqualTo(REPLY);
    }
    assertThat(failed(first)).isTrue();
    assertThat(upstream.count()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"gpt-4o-mini\",\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"ä\"}]}",
        "{\"model\":\"gpt-4o-mini\",\"messages\":[",
        "{\"messages\":\"none\"}",
        "[]"
      })
  void aBodyThatTheCacheCannotReadPassesUnchanged(String body) {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    checkPassesEachTime(open(), Ask.chat(body));
  }

  @Test
  void aBatchAsksOnlyForWhatIsNew() {
    upstream.always(EmbeddingsFixtures.model());
    Sender sender = open();
    read(sender, Ask.embeddings(EmbeddingsFixtures.request("Möja", "Utö", "Arholma")));
    String five = EmbeddingsFixtures.request("Utö", "Sandön", "Arholma", "Möja", "Rånö");
    Answer joined = send(sender, Ask.embeddings(five));
    assertThat(joined.status()).isEqualTo(200);
    assertThat(joined.cacheStatus()).contains("fwd=partial; detail=\"3/5\"");
    assertThat(EmbeddingsFixtures.tree(text(joined)))
        .isEqualTo(EmbeddingsFixtures.tree(EmbeddingsFixtures.reply(five)));
    if (!traits().contains(Trait.ASKS_FOR_ALL)) {
      assertThat(EmbeddingsFixtures.texts(upstream.last().body()))
          .containsExactly("Sandön", "Rånö");
    }
    Answer hit = send(sender, Ask.embeddings(five));
    assertThat(hit.isHit()).isTrue();
    assertThat(EmbeddingsFixtures.tree(text(hit)))
        .isEqualTo(EmbeddingsFixtures.tree(EmbeddingsFixtures.reply(five)));
    assertThat(upstream.count()).isEqualTo(2);
  }

  @Test
  void anUnusableAnswerToWhatIsNewIsNoAnswerToTheBatch() {
    upstream.next(EmbeddingsFixtures.model());
    upstream.always(UpstreamAnswer.json(200, "{\"object\":\"list\",\"data\":[]}"));
    Sender sender = open();
    read(sender, Ask.embeddings(EmbeddingsFixtures.request("Möja", "Utö")));
    Answer answer = send(sender, Ask.embeddings(EmbeddingsFixtures.request("Möja", "Rånö")));
    boolean passed = traits().contains(Trait.ASKS_FOR_ALL);
    assertThat(answer.status()).isEqualTo(passed ? 200 : 502);
    assertThat(answer.isHit()).isFalse();
    assertThat(text(answer)).contains(passed ? "\"data\":[]" : "unusable_partial_answer");
  }

  @Test
  void aBodyThatIsTooLargePassesUnchanged() {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Sender sender = open(Map.of("llmcache.max-request-size", "20KB"));
    checkPassesEachTime(sender, Ask.chat(requestAsking("ö".repeat(20_000), false)));
  }

  @Test
  void whatIsNoModelCallPassesUnchanged() {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Sender sender = open();
    checkPassesEachTime(sender, QUESTION.to("/v1/moderations?x=1"));
    checkPassesEachTime(
        sender,
        new Ask(
            "GET", "/v1/models?limit=2", Headers.of("Accept", "application/json"), new byte[0]));
    Headers form =
        Headers.of("Content-Type", "application/x-www-form-urlencoded")
            .plus("Authorization", Ask.CREDENTIAL);
    checkPassesEachTime(sender, new Ask("POST", PATH, form, bytes("a=1&b=%C3%A4+c")));
  }

  @Test
  void longHeadersPass() {
    String big = "x".repeat(5_000);
    Headers headers = Headers.of("Content-Type", "application/json").plus("X-Big", big);
    upstream.always(UpstreamAnswer.whole(200, headers, bytes(REPLY)));
    Sender sender = open();
    Answer missed = send(sender, QUESTION.with("X-Big-Ask", big));
    assertThat(missed.headers().first("X-Big")).isEqualTo(big);
    assertThat(text(missed)).isEqualTo(REPLY);
    assertThat(upstream.last().headers().first("X-Big-Ask")).isEqualTo(big);
    assertThat(send(sender, QUESTION).isHit()).isTrue();
  }

  @Test
  void aCallerThatLeavesDoesNoHarm() throws IOException {
    LiveAnswer live = upstream.nextLive();
    upstream.always(UpstreamAnswer.events(EVENTS));
    Sender sender = open();
    Future<Answer> sent = sending(sender, STREAMED);
    live.awaitRequest().eventStream().send(EVENTS.get(0));
    Answer left = Waiting.on(sent);
    assertThat(next(left, EVENTS.get(0))).isEqualTo(EVENTS.get(0));
    Background.limited(
        () -> {
          left.close();
          return "closed";
        });
    live.send(String.join("", EVENTS.subList(1, EVENTS.size()))).end();
    assertThat(read(sender, STREAMED)).isEqualTo(STREAM);
    assertThat(read(sender, STREAMED)).isEqualTo(STREAM);
    assertThat(upstream.count()).isLessThanOrEqualTo(2);
  }

  private void checkPassesEachTime(Sender sender, Ask ask) {
    for (int call = 1; call <= 2; call++) {
      int before = upstream.count();
      Answer answer = send(sender, ask);
      assertThat(answer.isHit()).isFalse();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(text(answer)).isEqualTo(REPLY);
      assertThat(upstream.count()).isEqualTo(before + 1);
      SeenRequest seen = upstream.last();
      assertThat(seen.method()).isEqualTo(ask.method());
      assertThat(seen.target()).isEqualTo(ask.path());
      assertThat(seen.body()).isEqualTo(ask.body());
      assertThat(seen.headers().first("Content-Type"))
          .isEqualTo(ask.headers().first("Content-Type"));
    }
  }

  private static boolean failed(Future<Answer> sent) {
    try {
      return Waiting.on(sent).status() >= 500;
    } catch (AssertionError e) {
      return e.getCause() instanceof Exception;
    }
  }
}
