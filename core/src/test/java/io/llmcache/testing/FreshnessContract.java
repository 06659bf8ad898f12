package io.llmcache.testing;

import static io.llmcache.testing.OpenAiChatFixtures.ERROR_REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.JSON;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.TEXT;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every way in does alike with answers that are stale, or wanted in another form. */
public abstract class FreshnessContract extends MeaningContract {

  private static final String NEWER = REPLY.replace("18:40", "20:10");
  private static final String ERROR_EVENT =
      "data: {\"error\":{\"message\":\"The server is overloaded.\",\"type\":\"server_error\"}}\n\n";

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 529})
  void aStaleAnswerStandsInForAnError(int status) {
    Sender sender = withStale(QUESTION, shortLived());
    upstream.always(UpstreamAnswer.json(status, ERROR_REPLY));
    for (int call = 2; call <= 3; call++) {
      Answer answer = send(sender, QUESTION);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.cacheStatus())
          .contains("llmcache; fwd=stale; fwd-status=" + status + "; detail=stale-if-error");
      assertThat(answer.headers().first("Content-Type")).isEqualTo(JSON);
      assertThat(text(answer)).isEqualTo(REPLY);
      assertThat(upstream.count()).isEqualTo(call);
    }
    upstream.always(UpstreamAnswer.json(200, NEWER));
    assertThat(read(sender, QUESTION)).isEqualTo(NEWER);
  }

  @Test
  void anUpstreamThatSaysWhenToComeBackIsLeftAlone() {
    // a caller of its own, since others may share its provider for longer than this test
    Ask ask = QUESTION.with("Authorization", "Bearer sk-paused");
    Sender sender = withStale(ask, shortLived());
    Headers headers = Headers.of("Content-Type", JSON).plus("Retry-After", "3000");
    upstream.always(UpstreamAnswer.whole(429, headers, bytes(ERROR_REPLY)));
    assertThat(send(sender, ask).cacheStatus()).contains("fwd=stale; fwd-status=429");
    Answer paused = send(sender, ask);
    boolean heard = !traits().contains(Trait.ERROR_HAS_NO_HEADER);
    assertThat(paused.cacheStatus())
        .contains(heard ? "detail=upstream-paused" : "detail=stale-if-error");
    assertThat(text(paused)).isEqualTo(REPLY);
    assertThat(upstream.count()).isEqualTo(heard ? 2 : 3);
  }

  @Test
  void aStaleAnswerStandsInForAnUpstreamThatCannotBeReached() {
    Sender sender = withStale(QUESTION, shortLived());
    upstream.close();
    checkStale(send(sender, QUESTION), REPLY);
  }

  @Test
  void aStaleAnswerStandsInForAReplyThatDoesNotCome() {
    Sender sender = withStale(QUESTION, shortLived());
    upstream.always(UpstreamAnswer.dropped());
    checkStale(send(sender, QUESTION), REPLY);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStaleAnswerStandsInForAStreamThatFailsBeforeItsFirstText(boolean cut) {
    Sender sender = withStale(STREAMED, shortLived());
    String begun = EVENTS.get(0);
    upstream.always(
        cut
            ? UpstreamAnswer.eventsCutAfter(List.of(begun))
            : UpstreamAnswer.events(List.of(begun, ERROR_EVENT, "data: [DONE]\n\n")));
    for (int call = 0; call < 2; call++) {
      checkStale(send(sender, STREAMED), STREAM);
    }
    assertThat(upstream.count()).isBetween(2, 3);
  }

  @Test
  void anErrorAfterTheFirstTextOfAStreamIsPassedOn() {
    Sender sender = withStale(STREAMED, shortLived());
    List<String> events = List.of(EVENTS.get(0), EVENTS.get(1), ERROR_EVENT);
    upstream.next(UpstreamAnswer.events(events));
    upstream.always(UpstreamAnswer.events(EVENTS));
    assertThat(read(sender, STREAMED)).isEqualTo(String.join("", events));
    assertThat(read(sender, STREAMED)).isEqualTo(STREAM);
    assertThat(upstream.count()).isEqualTo(3);
  }

  @Test
  void aStreamArrivesChunkByChunkThoughAStaleOneStandsBy() {
    Sender sender = withStale(STREAMED, shortLived());
    LiveAnswer live = upstream.nextLive();
    Future<Answer> sent = sending(sender, STREAMED);
    live.awaitRequest().eventStream().send(EVENTS.get(0)).send(EVENTS.get(1));
    Answer answer = Waiting.on(sent);
    assertThat(answer.cacheStatus()).contains("llmcache; fwd=stale; detail=expired");
    String begun = EVENTS.get(0) + EVENTS.get(1);
    assertThat(next(answer, begun)).isEqualTo(begun);
    live.send(EVENTS.get(2));
    assertThat(next(answer, EVENTS.get(2))).isEqualTo(EVENTS.get(2));
    live.send(String.join("", EVENTS.subList(3, EVENTS.size()))).end();
    assertThat(begun + EVENTS.get(2) + text(answer)).isEqualTo(STREAM);
  }

  @Test
  void aCallerThatWantsNoStaleAnswerGetsTheError() {
    Sender sender = withStale(QUESTION, shortLived());
    upstream.always(UpstreamAnswer.json(503, ERROR_REPLY));
    Answer answer = send(sender, QUESTION.with("Cache-Control", "stale-if-error=0"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(text(answer)).isEqualTo(ERROR_REPLY);
    assertThat(upstream.count()).isEqualTo(2);
  }

  @Test
  void aStaleAnswerIsServedWhileAFreshOneIsFetched() {
    Map<String, String> settings = new HashMap<>(shortLived());
    settings.put("llmcache.stale-while-revalidate", "1h");
    Ask ask = QUESTION.with("llmcache-tags", "x");
    Sender sender = withStale(ask, settings);
    LiveAnswer live = upstream.nextLive();
    for (int call = 0; call < 3; call++) {
      Answer stale = send(sender, ask);
      assertThat(stale.cacheStatus()).contains("hit").contains("detail=stale-while-revalidate");
      assertThat(text(stale)).isEqualTo(REPLY);
    }
    live.awaitRequest().whole(200, Headers.of("Content-Type", JSON), bytes(NEWER));
    Waiting.until(() -> read(sender, ask).equals(NEWER), "the fresh answer did not come");
    assertThat(upstream.count()).isEqualTo(2);
    checkSame(upstream.requests().get(1), upstream.requests().get(0));
  }

  private static void checkSame(SeenRequest background, SeenRequest first) {
    assertThat(background.method()).isEqualTo(first.method());
    assertThat(background.target()).isEqualTo(first.target());
    assertThat(background.body()).isEqualTo(first.body());
    for (String name : List.of("Authorization", "Content-Type", "llmcache-tags")) {
      assertThat(background.headers().all(name)).isEqualTo(first.headers().all(name));
    }
  }

  @Test
  void whoeverWantsAnotherFormWaitsForTheEndOfAStream() throws Exception {
    LiveAnswer live = upstream.nextLive();
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Sender sender = open();
    Future<Answer> first = sending(sender, STREAMED);
    live.awaitRequest().eventStream().send(EVENTS.get(0));
    Answer leader = Waiting.on(first);
    Future<String> other = Background.start(() -> sender.send(QUESTION).text());
    awaitFollowers(1);
    assertThat(upstream.count()).isEqualTo(1);
    live.send(String.join("", EVENTS.subList(1, EVENTS.size()))).end();
    assertThat(text(leader)).isEqualTo(STREAM);
    assertThat(Waiting.on(other)).contains(TEXT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAnswerServesItsOtherFormToo(boolean streamedFirst) {
    upstream.always(
        streamedFirst ? UpstreamAnswer.events(EVENTS) : UpstreamAnswer.json(200, REPLY));
    Sender sender = open();
    read(sender, streamedFirst ? STREAMED : QUESTION);
    Answer whole = send(sender, QUESTION);
    assertThat(whole.headers().first("Content-Type")).startsWith(JSON);
    assertThat(text(whole)).contains(TEXT).doesNotContain("data:");
    Answer stream = send(sender, STREAMED);
    assertThat(stream.headers().first("Content-Type")).startsWith("text/event-stream");
    assertThat(text(stream)).startsWith("data: {").endsWith("data: [DONE]\n\n");
    assertThat(upstream.count()).isEqualTo(1);
  }

  private Sender withStale(Ask ask, Map<String, String> settings) {
    boolean stream = ask == STREAMED;
    upstream.next(stream ? UpstreamAnswer.events(EVENTS) : UpstreamAnswer.json(200, REPLY));
    Sender sender = open(settings);
    assertThat(read(sender, ask)).isEqualTo(stream ? STREAM : REPLY);
    untilStale(sender, ask);
    return sender;
  }

  private static void checkStale(Answer answer, String text) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.cacheStatus()).contains("fwd=stale").contains("detail=stale-if-error");
    assertThat(text(answer)).isEqualTo(text);
  }
}
