package io.llmcache.testing;

import static io.llmcache.testing.OpenAiChatFixtures.JSON;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.TEXT;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static io.llmcache.testing.OpenAiChatFixtures.requestAsking;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** On no way in does a header of one caller make another caller's answer. */
public abstract class PoisoningContract extends ExplainContract {

  private static final String POISON = REPLY.replace(TEXT, "poison");

  private static final List<String> FIELDS =
      List.of(
          "OpenAI-Organization",
          "OpenAI-Project",
          "anthropic-beta",
          "x-goog-user-project",
          "azureml-model-deployment",
          "x-portkey-config",
          "x-litellm-tags",
          "X-HTTP-Method-Override",
          "X-Original-URL",
          "X-Forwarded-Host",
          "X-Auth-Token");

  /** An upstream that answers otherwise if it sees this field. */
  private void answerBy(String name, String vary) {
    Headers type = Headers.of("Content-Type", JSON);
    Headers headers = vary.isEmpty() ? type : type.plus("Vary", vary);
    upstream.always(
        (request, wire) -> {
          boolean seen = request.headers().first(name) != null;
          wire.whole(200, headers, bytes(seen ? POISON : REPLY));
        });
  }

  private static Ask about(String subject) {
    return Ask.chat(requestAsking("about " + subject, false));
  }

  @Test
  void aFieldThatChangesTheAnswerMakesNobodyElsesAnswer() {
    Sender sender = open();
    for (String name : FIELDS) {
      answerBy(name, "");
      Ask evil = about(name).with(name, "evil");

      assertThat(read(sender, evil)).as(name).isEqualTo(POISON);

      assertThat(read(sender, about(name))).as(name).isEqualTo(REPLY);
      assertThat(read(sender, evil)).as(name).isEqualTo(POISON);
    }
  }

  @Test
  void anAnswerThatGoesByAFieldBesideTheKeyIsNobodyElses() {
    Sender sender = open();
    for (String vary :
        List.of("X-Variant", "Accept-Encoding, x-variant", "Origin,X-VARIANT,Accept", "*")) {
      answerBy("X-Variant", vary);
      Ask evil = about(vary).with("X-Variant", "evil");

      assertThat(read(sender, evil)).as(vary).isEqualTo(POISON);

      assertThat(read(sender, about(vary))).as(vary).isEqualTo(REPLY);
      assertThat(read(sender, evil)).as(vary).isEqualTo(POISON);
    }
  }

  @Test
  void whoWaitsForAnAnswerThatGoesByAFieldBesideTheKeyMakesACallOfItsOwn() {
    LiveAnswer first = upstream.nextLive();
    Sender sender = open();
    Future<Answer> evil = sending(sender, STREAMED.with("X-Variant", "evil"));
    first.awaitRequest();
    Future<Answer> other = sending(sender, STREAMED);
    awaitFollowers(1);
    upstream.next(UpstreamAnswer.events(EVENTS));

    first.head(200, Headers.of("Content-Type", "text/event-stream").plus("Vary", "x-variant"));
    first.send(EVENTS.get(0));

    assertThat(text(Waiting.on(other))).isEqualTo(OpenAiChatFixtures.STREAM);
    EVENTS.stream().skip(1).forEach(first::send);
    first.end();
    assertThat(text(Waiting.on(evil))).isEqualTo(OpenAiChatFixtures.STREAM);
    assertThat(upstream.count()).isEqualTo(2);
  }

  @Test
  void whatProvidersSayOfTheirAnswersKeepsNoneFromBeingStored() {
    Sender sender = open();
    List<String> said =
        List.of(
            "Accept-Encoding",
            "Origin, X-Origin, Referer",
            "origin, access-control-request-method, access-control-request-headers",
            "Authorization, api-key, Host",
            "openai-project, anthropic-beta");
    for (String vary : said) {
      answerBy("X-Variant", vary);
      for (String page : List.of("https://one.example", "https://other.example")) {
        assertThat(read(sender, about(vary).with("X-Page", page))).isEqualTo(REPLY);
      }
    }
    assertThat(upstream.count()).isEqualTo(said.size());
  }
}
