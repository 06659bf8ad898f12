package io.llmcache.internal.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.settings.Globs;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.testing.Traces;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaryFieldsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " , ,",
        "Accept-Encoding",
        "Origin, X-Origin, Referer",
        "X-Origin, Referer, Origin,Accept-Encoding",
        "origin, access-control-request-method, access-control-request-headers",
        "Access-Control-Request-Private-Network",
        "Host",
        "Authorization, X-API-Key, X-Auth-Token",
        "Anthropic-Version, OpenAI-Project, X-Forwarded-Host",
        "X-Of-The-Format"
      })
  void whatTheKeyCoversIsStored(String vary) {
    assertThat(beyondKey(vary, "", WayIn.GATEWAY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "X-Variant, vary",
    "'Accept-Encoding, User-Agent', vary",
    "'Cookie, origin', vary",
    "Accept, vary",
    "'x-a,,Accept-Encoding', vary",
    "*, vary-any",
    "'X-Variant, *', vary-any",
    "'*, Origin', vary-any",
    "no name at all, vary",
  })
  void whatItDoesNotCoverIsNot(String vary, String reason) {
    assertThat(beyondKey(vary, "", WayIn.GATEWAY)).isEqualTo(reason);
  }

  @Test
  void eachOfSeveralFieldsCounts() {
    Headers lines = Headers.of("Vary", "Origin").plus("vary", "X-Variant");

    assertThat(beyondKey(lines, "", WayIn.GATEWAY)).isEqualTo("vary");
  }

  @Test
  void theSettingPutsAFieldIntoTheKey() {
    assertThat(beyondKey("User-Agent, X-Variant", "user-agent, x-*", WayIn.GATEWAY)).isEmpty();
    assertThat(beyondKey("User-Agent, X-Variant", "user-agent", WayIn.GATEWAY)).isEqualTo("vary");
  }

  @Test
  void onlyAnApplicationsAnswersMayGoByLanguage() {
    assertThat(beyondKey("Accept-Language", "", WayIn.SERVLET)).isEmpty();
    assertThat(beyondKey("Accept-Language", "", WayIn.GATEWAY)).isEqualTo("vary");
  }

  /** Recorded answers of models whose provider says otherwise: how many, and by which fields. */
  @Test
  @EnabledIf(
      value = "io.llmcache.testing.Traces#available",
      disabledReason = "the recorded traces are not on this machine")
  void hardlyAProviderGoesByAnythingElse() {
    Map<String, Integer> beyond = new TreeMap<>();
    int[] said = {0};
    Traces.all()
        .filter(exchange -> exchange.status() == 200 && !exchange.api().equals("other"))
        .filter(exchange -> exchange.responseHeaders().first("Vary") != null)
        .forEach(
            exchange -> {
              said[0]++;
              if (!beyondKey(exchange.responseHeaders(), "", WayIn.GATEWAY).isEmpty()) {
                String vary = String.valueOf(exchange.responseHeaders().joined("Vary"));
                beyond.merge(vary, 1, Integer::sum);
              }
            });
    assertThat(said[0]).isGreaterThan(500);
    assertThat(beyond.keySet()).isSubsetOf("Accept-Encoding, User-Agent");
  }

  private static String beyondKey(String vary, String more, WayIn wayIn) {
    return beyondKey(Headers.of("Vary", vary), more, wayIn);
  }

  private static String beyondKey(Headers reply, String more, WayIn wayIn) {
    KeyHeaders keyHeaders = new KeyHeaders(more.isEmpty() ? null : Globs.parse(more));
    return new VaryFields(keyHeaders).beyondKey(reply, facts(), wayIn);
  }

  private static RequestFacts facts() {
    return new RequestFacts(
        "openai.chat",
        "gpt-4o",
        RequestClass.CACHEABLE,
        "",
        Shape.UNARY,
        "",
        "/v1/chat/completions",
        new byte[0],
        Headers.of("x-of-the-format", "1"),
        List.of(),
        false,
        null,
        null);
  }
}
