package io.llmcache.filter.gateway;

import static io.llmcache.testing.OpenAiChatFixtures.PATH;
import static io.llmcache.testing.OpenAiChatFixtures.REPLY;
import static io.llmcache.testing.OpenAiChatFixtures.REQUEST;
import static io.llmcache.testing.OpenAiChatFixtures.TEXT;
import static io.llmcache.testing.OpenAiChatFixtures.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.filter.support.RawClient;
import io.llmcache.filter.support.RawClient.Answer;
import io.llmcache.testing.OpenAiChatFixtures;
import io.llmcache.testing.UpstreamAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A caller cannot make another's answer, not even one with the same credential: whatever changes
 * the provider's answer is in the key, or the request is passed on unstored, or it does not get
 * there.
 */
class HeaderPoisoningTest extends GatewayFixture {

  private static final String POISON = "poison";
  private static final String KEY = "Authorization: Bearer k\n";

  private static final List<String> FIELDS =
      List.of(
          "OpenAI-Organization: evil",
          "OpenAI-Project: evil",
          "OpenAI-Beta: evil",
          "anthropic-beta: evil",
          "x-anthropic-beta: evil",
          "x-goog-user-project: evil",
          "azureml-model-deployment: evil",
          "extra-parameters: evil",
          "x-policy-id: evil",
          "x-portkey-config: evil",
          "Helicone-Target-Url: evil",
          "cf-aig-custom-cost: evil",
          "x-litellm-tags: evil",
          "X-OpenRouter-Transforms: evil",
          "X-HTTP-Method-Override: DELETE",
          "X-HTTP-Method: PUT",
          "X-Method-Override: GET",
          "X-Original-URL: /v1/evil",
          "X-Rewrite-URL: /v1/evil",
          "X-Forwarded-Host: evil.example",
          "X-Forwarded-Prefix: /evil",
          "Content-Encoding: br",
          "Content-Type: application/json; charset=utf-7",
          "X-Auth-Token: evil",
          "Ocp-Apim-Subscription-Key: evil",
          "Connection: X-Evil\nX-Evil: 1",
          "llmcache-evil: 1",
          "Cache-Control: evil",
          "Pragma: evil",
          "TE: evil",
          "Proxy-Authorization: evil",
          "Accept-Encoding: evil");

  /** An upstream that answers otherwise if it sees any of this. */
  private void answerBy(String field) {
    answerBy(field, Headers.of("Content-Type", "application/json"));
  }

  private void answerBy(String field, Headers headers) {
    String name = field.lines().reduce((first, last) -> last).orElseThrow().split(":")[0];
    String value = field.lines().reduce((first, last) -> last).orElseThrow().split(": ")[1];
    upstream.always(
        (request, wire) -> {
          boolean seen = request.headers().all(name).contains(value);
          byte[] body = bytes(REPLY.replace(TEXT, seen ? POISON : "clean"));
          wire.whole(200, headers, body);
        });
  }

  @Test
  void aFieldThatChangesTheAnswerMakesNobodyElsesAnswer() throws IOException {
    for (String field : FIELDS) {
      answerBy(field);
      byte[] question = bytes(OpenAiChatFixtures.requestAsking("about " + field, false));
      try (RawClient client = client()) {
        client.post("/app/gateway/up" + PATH, KEY + field + "\n", question);
        client.answer();
        client.post("/app/gateway/up" + PATH, KEY, question);
        assertThat(client.answer().text()).as(field).contains("clean").doesNotContain(POISON);
      }
    }
  }

  @Test
  void theSettingNamesFieldsOfOnesOwn() throws IOException {
    restart(Map.of("llmcache.key-headers", "x-variant"));
    answerBy(
        "X-Variant: evil",
        Headers.of("Content-Type", "application/json").plus("Vary", "Origin, X-Variant"));
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + PATH, KEY + "X-Variant: evil\n", bytes(REQUEST));
      assertThat(client.answer().text()).contains(POISON);
      client.post("/app/gateway/up" + PATH, KEY, bytes(REQUEST));
      assertThat(client.answer().text()).contains("clean");
      client.post("/app/gateway/up" + PATH, KEY + "X-Variant: evil\n", bytes(REQUEST));
      Answer hit = client.answer();
      assertThat(hit.headers().first("Cache-Status")).contains("hit");
      assertThat(hit.text()).contains(POISON);
    }
  }

  @Test
  void aCookieAloneIsNobody() throws IOException {
    answerBy("Cookie: session=evil");
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + PATH, "Cookie: session=evil\n", bytes(REQUEST));
      assertThat(client.answer().headers().first("Cache-Status")).contains("only-a-cookie");
      client.post("/app/gateway/up" + PATH, "", bytes(REQUEST));
      assertThat(client.answer().text()).contains("clean");
    }
  }

  @Test
  void aRangeOfAnAnswerIsNoAnswer() throws IOException {
    upstream.always(
        (request, wire) -> {
          boolean part = request.headers().first("Range") != null;
          wire.whole(
              part ? 206 : 200,
              Headers.of("Content-Type", "application/json"),
              bytes(part ? REPLY.substring(0, 9) : REPLY));
        });
    try (RawClient client = client()) {
      client.post("/app/gateway/up" + PATH, KEY + "Range: bytes=0-8\n", bytes(REQUEST));
      assertThat(client.answer().status()).isEqualTo(206);
      client.post("/app/gateway/up" + PATH, KEY, bytes(REQUEST));
      assertThat(client.answer().text()).isEqualTo(REPLY);
    }
  }

  @Test
  void whatIsNoAnswerIsNobodyElsesAnswer() throws IOException {
    Map<String, UpstreamAnswer> bad =
        Map.of(
            "error", UpstreamAnswer.json(500, OpenAiChatFixtures.ERROR_REPLY),
            "error with status 200", UpstreamAnswer.json(200, OpenAiChatFixtures.ERROR_REPLY),
            "refusal", UpstreamAnswer.json(200, OpenAiChatFixtures.REFUSAL_REPLY),
            "filtered", UpstreamAnswer.json(200, REPLY.replace("\"stop\"", "\"content_filter\"")),
            "cut at a length that nobody asked for",
                UpstreamAnswer.json(200, OpenAiChatFixtures.LENGTH_REPLY),
            "half of it", UpstreamAnswer.json(200, REPLY.substring(0, REPLY.length() / 2)),
            "html", UpstreamAnswer.json(200, "<html>502</html>"));
    for (Map.Entry<String, UpstreamAnswer> each : bad.entrySet()) {
      byte[] question =
          bytes(
              OpenAiChatFixtures.requestAsking("about " + each.getKey(), false)
                  .replaceFirst(",\\s*\"max_tokens\": 200", ""));
      upstream.next(each.getValue(), UpstreamAnswer.json(200, REPLY));
      try (RawClient client = client()) {
        client.post("/app/gateway/up" + PATH, KEY, question);
        client.answer();
      }
      try (RawClient client = client()) {
        client.post("/app/gateway/up" + PATH, KEY, question);
        assertThat(client.answer().text()).as(each.getKey()).isEqualTo(REPLY);
      }
    }
  }

  @Test
  void aStreamThatIsNoAnswerIsNobodyElsesAnswer() throws IOException {
    Map<String, UpstreamAnswer> bad =
        Map.of(
            "cut", UpstreamAnswer.eventsCutAfter(List.of(OpenAiChatFixtures.STREAM_CUT)),
            "cut at the end of an event",
                UpstreamAnswer.events(List.of(OpenAiChatFixtures.STREAM_CUT)),
            "error, then its end",
                UpstreamAnswer.events(List.of(OpenAiChatFixtures.STREAM_ERROR_THEN_DONE)),
            "refusal", UpstreamAnswer.events(List.of(OpenAiChatFixtures.STREAM_REFUSAL)),
            "only its end", UpstreamAnswer.events(List.of("data: [DONE]\n\n")));
    for (Map.Entry<String, UpstreamAnswer> each : bad.entrySet()) {
      byte[] question = bytes(OpenAiChatFixtures.requestAsking("about " + each.getKey(), true));
      upstream.next(each.getValue(), UpstreamAnswer.events(List.of(OpenAiChatFixtures.STREAM)));
      try (RawClient client = client()) {
        client.post("/app/gateway/up" + PATH, KEY, question);
        client.answer();
      }
      try (RawClient client = client()) {
        client.post("/app/gateway/up" + PATH, KEY, question);
        assertThat(client.answer().text()).as(each.getKey()).isEqualTo(OpenAiChatFixtures.STREAM);
      }
    }
  }
}
