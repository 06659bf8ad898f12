package io.llmcache.testing;

import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.STREAM;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every way in does alike with questions in other words. The pairs are alike to {@link
 * FakeEmbedder} as well as to a model.
 */
public abstract class MeaningContract extends AdapterFixture {

  private static final String STORED = "Please explain how the garden pump of our house works";
  private static final String ALIKE = "Explain please how the garden pump of our house works";
  private static final String NEGATED =
      "Please explain how the garden pump of our house does not work";
  private static final String OTHER_REPLY = REPLY.replace("18:40", "21:50");

  /** Settings under which questions are answered by meaning: here by a model of words only. */
  protected Map<String, String> meaning() {
    return Map.of("llmcache.embedding", FakeEmbedder.NAME);
  }

  private Sender answering() {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Sender sender = open(meaning());
    assertThat(read(sender, asking(STORED))).isEqualTo(REPLY);
    upstream.always(UpstreamAnswer.json(200, OTHER_REPLY));
    return sender;
  }

  private static Ask asking(String question) {
    return Ask.chat(requestAsking(question, false));
  }

  @Test
  void aQuestionInOtherWordsGetsTheStoredAnswer() {
    Sender sender = answering();
    Answer hit = send(sender, asking(ALIKE));
    assertThat(hit.cacheStatus()).contains("llmcache; hit;").contains("detail=semantic-");
    assertThat(hit.headers().first("llmcache-match")).matches("[0-9a-f]{64}");
    assertThat(hit.headers().first("Age")).isNotNull();
    assertThat(text(hit)).isEqualTo(REPLY);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void aStreamIsFoundByMeaningToo() {
    upstream.always(UpstreamAnswer.events(EVENTS));
    Sender sender = open(meaning());
    assertThat(read(sender, Ask.chat(requestAsking(STORED, true)))).isEqualTo(STREAM);
    Answer hit = send(sender, Ask.chat(requestAsking(ALIKE, true)));
    assertThat(hit.cacheStatus()).contains("detail=semantic-");
    assertThat(text(hit)).isEqualTo(STREAM);
    assertThat(upstream.count()).isEqualTo(1);
  }

  @Test
  void whatIsOnlySimilarGoesToTheProvider() {
    Sender sender = answering();
    Answer answer = send(sender, asking(NEGATED));
    assertThat(answer.isHit()).isFalse();
    assertThat(text(answer)).isEqualTo(OTHER_REPLY);
    assertThat(upstream.count()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "You are a ferry timetable./You are a plumber.",
        "gpt-4o-mini/gpt-4o",
        "\"temperature\": 0.2/\"temperature\": 0.9",
        "\"max_tokens\": 200/\"max_tokens\": 100",
        "{\"role\": \"user\"/{\"role\": \"assistant\", \"content\": \"Hello.\"}, {\"role\": \"user\""
      })
  void twoScopesNeverSeeEachOthersAnswers(String change) {
    Sender sender = answering();
    String[] both = change.split("/");
    String changed = requestAsking(ALIKE, false).replace(both[0], both[1]);
    assertThat(changed).as("the change").isNotEqualTo(requestAsking(ALIKE, false));
    assertThat(read(sender, Ask.chat(changed))).isEqualTo(OTHER_REPLY);
    assertThat(read(sender, asking(ALIKE))).isEqualTo(REPLY);
  }

  @Test
  void twoCallersNeverSeeEachOthersAnswers() {
    Sender sender = answering();
    Ask others = asking(ALIKE).with("Authorization", "Bearer sk-test-2");
    assertThat(read(sender, others)).isEqualTo(OTHER_REPLY);
    assertThat(upstream.count()).isEqualTo(2);
  }

  @Test
  void aRequestCanDoWithoutAnswersByMeaning() {
    Sender sender = answering();
    Ask ask = asking(ALIKE).with("llmcache-semantic", "off");
    assertThat(read(sender, ask)).isEqualTo(OTHER_REPLY);
  }

  @Test
  void whatIsSaidToBeWrongIsNotServedAgain() {
    Sender sender = answering();
    String match = send(sender, asking(ALIKE)).headers().first("llmcache-match");
    assertThat(read(sender, asking(ALIKE).with("llmcache-wrong", match))).isEqualTo(OTHER_REPLY);
    assertThat(read(sender, asking(ALIKE))).isEqualTo(OTHER_REPLY);
  }

  @Test
  void anEmbedderThatIsOffChangesNothing() {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Map<String, String> off = new HashMap<>(meaning());
    off.put("llmcache.semantic", "off");
    Sender sender = open(off);
    read(sender, asking(STORED));
    read(sender, asking(ALIKE));
    assertThat(upstream.count()).isEqualTo(2);
  }

  @Test
  void observeServesNothingByMeaning() {
    upstream.always(UpstreamAnswer.json(200, REPLY));
    Map<String, String> observing = new HashMap<>(meaning());
    observing.put("llmcache.semantic", "observe");
    Sender sender = open(observing);
    read(sender, asking(STORED));
    assertThat(send(sender, asking(ALIKE)).isHit()).isFalse();
    assertThat(send(sender, asking(STORED)).isHit()).isTrue();
    assertThat(upstream.count()).isEqualTo(2);
  }
}
