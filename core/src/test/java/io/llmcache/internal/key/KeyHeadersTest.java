package io.llmcache.internal.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.internal.wire.chat.OpenAiChat;
import io.llmcache.settings.Globs;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.testing.OpenAiChatFixtures;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyHeadersTest {

  private static final URI TARGET = URI.create("https://api.openai.com/v1/chat/completions");
  private static final KeyHeaders BUILT_IN = new KeyHeaders(null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OpenAI-Organization",
        "openai-project",
        "OpenAI-Beta",
        "anthropic-beta",
        "anthropic-version",
        "x-anthropic-beta",
        "X-Goog-User-Project",
        "azureml-model-deployment",
        "extra-parameters",
        "x-policy-id",
        "x-portkey-provider",
        "Helicone-Target-Url",
        "cf-aig-cache-key",
        "x-litellm-tags",
        "X-OpenRouter-Title",
        "X-HF-Bill-To",
        "X-Forwarded-Host",
        "X-Forwarded-Prefix"
      })
  void isInTheKey(String name) throws Exception {
    assertThat(key(BUILT_IN, WayIn.GATEWAY, Headers.of(name, "a")))
        .isEqualTo(key(BUILT_IN, WayIn.CLIENT, Headers.of(name, " a ")))
        .isNotEqualTo(key(BUILT_IN, WayIn.GATEWAY, Headers.of(name, "b")))
        .isNotEqualTo(key(BUILT_IN, WayIn.GATEWAY, Headers.EMPTY))
        .isNotEqualTo(key(BUILT_IN, WayIn.GATEWAY, Headers.of(name, "a").plus(name, "b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User-Agent",
        "X-Stainless-Os",
        "traceparent",
        "Idempotency-Key",
        "X-Request-Id",
        "X-Forwarded-For",
        "x-portkey-trace-id",
        "Accept-Encoding",
        "Accept-Language",
        "Cache-Control",
        "llmcache-tag",
        "X-Team"
      })
  void isNotInTheKey(String name) throws Exception {
    assertThat(key(BUILT_IN, WayIn.GATEWAY, Headers.of(name, "a")))
        .isEqualTo(key(BUILT_IN, WayIn.GATEWAY, Headers.EMPTY));
  }

  @Test
  void theSettingAddsMore() throws Exception {
    KeyHeaders more = new KeyHeaders(Globs.parse("x-team, x-tier-*"));

    for (String name : new String[] {"X-Team", "x-tier-eu", "openai-project"}) {
      assertThat(key(more, WayIn.GATEWAY, Headers.of(name, "a")))
          .isNotEqualTo(key(more, WayIn.GATEWAY, Headers.of(name, "b")));
    }
    assertThat(key(more, WayIn.GATEWAY, Headers.of("x-other", "a")))
        .isEqualTo(key(more, WayIn.GATEWAY, Headers.EMPTY));
  }

  @Test
  void whatIsSaidToTheCacheIsNeverInTheKey() throws Exception {
    KeyHeaders all = new KeyHeaders(Globs.parse("all"));

    assertThat(
            key(
                all,
                WayIn.GATEWAY,
                Headers.of("Cache-Control", "max-age=1").plus("llmcache-explain", "1")))
        .isEqualTo(key(all, WayIn.GATEWAY, Headers.EMPTY));
  }

  @Test
  void anApplicationMayAnswerByLanguage() throws Exception {
    assertThat(key(BUILT_IN, WayIn.SERVLET, Headers.of("Accept-Language", "sv")))
        .isNotEqualTo(key(BUILT_IN, WayIn.SERVLET, Headers.of("Accept-Language", "en")));
  }

  @Test
  void anEmptyFieldIsNone() throws Exception {
    assertThat(key(BUILT_IN, WayIn.GATEWAY, Headers.of("openai-project", " ")))
        .isEqualTo(key(BUILT_IN, WayIn.GATEWAY, Headers.EMPTY));
  }

  private static CacheKey key(KeyHeaders keyHeaders, WayIn wayIn, Headers headers)
      throws UnreadableRequestException {
    CacheRequest request =
        CacheRequest.of(
            wayIn, "POST", TARGET, headers, OpenAiChatFixtures.bytes(OpenAiChatFixtures.REQUEST));
    RequestFacts facts = keyHeaders.addedTo(new OpenAiChat().read(request), request);
    return new KeyDeriver("test").derive("shared", TARGET, facts);
  }
}
