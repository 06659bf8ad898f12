package io.llmcache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.settings.Settings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisAdviceTest {

  private static final long WANTED = 4L << 30;

  @Test
  void aServerThatFitsIsNotSpokenAbout() {
    assertThat(advice(WANTED, "volatile-lru")).isEmpty();
    assertThat(advice(WANTED, "volatile-ttl")).isEmpty();
  }

  @Test
  void noBoundIsOneSentence() {
    assertThat(advice(0, "noeviction")).singleElement().asString().contains("has no maxmemory");
  }

  @Test
  void anotherBoundIsSaidWithBothNumbers() {
    assertThat(advice(1000, "volatile-lru"))
        .singleElement()
        .asString()
        .contains("1000", "llmcache.max-cache-size", String.valueOf(WANTED));
  }

  @Test
  void aPolicyThatEvictsNothingIsSaid() {
    assertThat(advice(WANTED, "noeviction")).singleElement().asString().contains("noeviction");
  }

  @Test
  void aPolicyThatEvictsTheTableOfInvalidationsIsSaid() {
    assertThat(advice(WANTED, "allkeys-lfu")).singleElement().asString().contains("allkeys-lfu");
  }

  @Test
  void theFactsOfTheMemorySayWhatTheConfigurationDoes() {
    assertThat(
            RedisAdvice.inInfo(
                "# Memory\r\nused_memory:900\r\nmaxmemory:0\r\nmaxmemory_human:0B\r\n"
                    + "maxmemory_policy:noeviction\r\n"))
        .containsEntry("maxmemory", "0")
        .containsEntry("maxmemory-policy", "noeviction");
  }

  private static List<String> advice(long memory, String policy) {
    URI url = URI.create("redis://user:secret@redis.example");
    Settings settings = Redis.settings(url, Map.of());
    List<String> sentences =
        new RedisAdvice(RedisServer.of(url, settings.shared()), WANTED, warning -> {})
            .on(memory, policy);
    assertThat(sentences)
        .allSatisfy(
            sentence ->
                assertThat(sentence)
                    .startsWith("Redis at redis.example:6379 ")
                    .endsWith(".")
                    .doesNotContain("secret"));
    return sentences;
  }
}
