package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Question;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.SemanticScope;
import io.llmcache.spi.Shape;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDeriverTest {

  private static final URI TARGET = URI.create("https://llm.example/v1/chat/completions");

  @Test
  void everyPartCounts() {
    Headers header = Headers.of("openai-beta", "x");
    Map<CacheKey, String> keys = new HashMap<>();
    add(keys, "base", "n", "t", TARGET, facts("f", "v", Headers.EMPTY, List.of(), "c"));
    add(keys, "namespace", "m", "t", TARGET, facts("f", "v", Headers.EMPTY, List.of(), "c"));
    add(keys, "tenant", "n", "u", TARGET, facts("f", "v", Headers.EMPTY, List.of(), "c"));
    add(keys, "format", "n", "t", TARGET, facts("g", "v", Headers.EMPTY, List.of(), "c"));
    add(keys, "path", "n", "t", TARGET, facts("f", "w", Headers.EMPTY, List.of(), "c"));
    add(keys, "header", "n", "t", TARGET, facts("f", "v", header, List.of(), "c"));
    add(
        keys,
        "value",
        "n",
        "t",
        TARGET,
        facts("f", "v", header.with("openai-beta", "y"), List.of(), "c"));
    add(keys, "query", "n", "t", TARGET, facts("f", "v", Headers.EMPTY, List.of("a=1"), "c"));
    add(
        keys,
        "queries",
        "n",
        "t",
        TARGET,
        facts("f", "v", Headers.EMPTY, List.of("a=1", "b=1"), "c"));
    add(keys, "canonical", "n", "t", TARGET, facts("f", "v", Headers.EMPTY, List.of(), "d"));
    for (String other :
        List.of(
            "http://llm.example/v1/chat/completions",
            "https://llm.example:8443/v1/chat/completions",
            "https://llm2.example/v1/chat/completions",
            "https://llm.example.net/v1/chat/completions")) {
      add(keys, other, "n", "t", URI.create(other), facts("f", "v", Headers.EMPTY, List.of(), "c"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://llm.example:443/v1/chat/completions",
    "HTTPS://LLM.example/v1/chat/completions",
    "https://llm.example/v1/chat/completions?key=secret",
    "https://llm.example/v1/chat/completions#x",
  })
  void theSameUpstreamIsTheSameKey(URI target) {
    RequestFacts facts = facts("f", "v", Headers.EMPTY, List.of(), "c");

    assertThat(key("n", "t", target, facts)).isEqualTo(key("n", "t", TARGET, facts));
  }

  @Test
  void whatOnlyTheEngineDecidesByDoesNotCount() {
    RequestFacts facts = facts("f", "v", Headers.EMPTY, List.of(), "c");
    RequestFacts other =
        new RequestFacts(
            "f",
            "another name",
            RequestClass.EXACT_ONLY,
            "why",
            Shape.STREAM,
            "stream",
            "v",
            "c".getBytes(UTF_8),
            Headers.EMPTY,
            List.of(),
            true,
            Duration.ofDays(1));

    assertThat(key("n", "t", TARGET, other)).isEqualTo(key("n", "t", TARGET, facts));
  }

  /** Parts of a tiny alphabet, so that those run together that can. */
  @Property(tries = 2_000)
  void partsCannotRunTogether(
      @ForAll @Size(6) List<@CharRange(from = 'a', to = 'b') @StringLength(max = 2) String> one,
      @ForAll @Size(6) List<@CharRange(from = 'a', to = 'b') @StringLength(max = 2) String> other) {
    assertThat(ofParts(one).equals(ofParts(other))).isEqualTo(one.equals(other));
  }

  @Property
  void headersAndQueriesCannotRunTogether(
      @ForAll @Size(max = 3)
          List<@CharRange(from = 'a', to = 'b') @StringLength(max = 1) String> one,
      @ForAll @Size(max = 3)
          List<@CharRange(from = 'a', to = 'b') @StringLength(max = 1) String> other) {
    CacheKey first = key("n", "t", TARGET, facts("f", "v", Headers.EMPTY, one, ""));
    CacheKey second = key("n", "t", TARGET, facts("f", "v", Headers.EMPTY, other, ""));
    assertThat(first.equals(second)).isEqualTo(one.equals(other));
    Headers headers = Headers.of(Map.of("a", one));
    if (!one.isEmpty()) {
      assertThat(key("n", "t", TARGET, facts("f", "v", headers, List.of(), "")))
          .isNotEqualTo(first);
    }
  }

  @Test
  void theScopeIsEverythingButTheQuestion() {
    assertThat(scope("n", "t", TARGET, "a<when>b")).isEqualTo(scope("n", "t", TARGET, "a<how>b"));
    assertThat(scope("n", "t", TARGET, "a<>b")).isEqualTo(scope("n", "t", TARGET, "a<how>b"));
    URI elsewhere = URI.create("https://llm2.example/v1/chat/completions");
    assertThat(
            List.of(
                scope("n", "t", TARGET, "a<when>b"),
                scope("m", "t", TARGET, "a<when>b"),
                scope("n", "u", TARGET, "a<when>b"),
                scope("n", "t", elsewhere, "a<when>b"),
                scope("n", "t", TARGET, "c<when>b"),
                scope("n", "t", TARGET, "a<when>c")))
        .doesNotHaveDuplicates();
  }

  @Test
  void allThatCountsInAKeyCountsInAScope() {
    Question question = new Question("q", 1, 2);
    Headers header = Headers.of("openai-beta", "x");
    assertThat(
            Stream.of(
                    facts("f", "v", Headers.EMPTY, List.of(), "aqb"),
                    facts("g", "v", Headers.EMPTY, List.of(), "aqb"),
                    facts("f", "w", Headers.EMPTY, List.of(), "aqb"),
                    facts("f", "v", header, List.of(), "aqb"),
                    facts("f", "v", Headers.EMPTY, List.of("a=1"), "aqb"))
                .map(facts -> new KeyDeriver("n").scope("t", TARGET, facts, question)))
        .doesNotHaveDuplicates();
  }

  /** Parts of a tiny alphabet, so that what is before and after the question could be shifted. */
  @Property(tries = 2_000)
  void whatIsAroundTheQuestionCannotBeShifted(
      @ForAll @Size(6) List<@CharRange(from = 'a', to = 'b') @StringLength(max = 2) String> parts) {
    String one = parts.get(0) + "<" + parts.get(1) + ">" + parts.get(2);
    String other = parts.get(3) + "<" + parts.get(4) + ">" + parts.get(5);
    boolean same = parts.get(0).equals(parts.get(3)) && parts.get(2).equals(parts.get(5));
    assertThat(scope("n", "t", TARGET, one).equals(scope("n", "t", TARGET, other))).isEqualTo(same);
  }

  @Property
  void aScopeIsNeverAKey(
      @ForAll @Size(5) List<@CharRange(from = 'a', to = 'b') @StringLength(max = 1) String> parts) {
    String asked = parts.get(2) + "<" + parts.get(3) + ">" + parts.get(4);
    SemanticScope scope = scope(parts.get(0), parts.get(1), TARGET, asked);
    for (String canonical :
        List.of(
            asked.replaceAll("[<>]", ""),
            asked.replaceAll("<.*>", ""),
            parts.get(2),
            parts.get(4),
            "")) {
      RequestFacts facts = facts("f", "v", Headers.EMPTY, List.of(), canonical);
      assertThat(key(parts.get(0), parts.get(1), TARGET, facts).hex()).isNotEqualTo(scope.hex());
      assertThat(key("scope", parts.get(1), TARGET, facts).hex()).isNotEqualTo(scope.hex());
    }
  }

  /** The scope of a canonical request whose question is between angle brackets, which are not. */
  private static SemanticScope scope(String namespace, String tenant, URI target, String asked) {
    int from = asked.indexOf('<');
    int to = asked.indexOf('>') - 1;
    String canonical = asked.replaceAll("[<>]", "");
    Question question = new Question(canonical.substring(from, to), from, to);
    RequestFacts facts = facts("f", "v", Headers.EMPTY, List.of(), canonical);
    return new KeyDeriver(namespace).scope(tenant, target, facts, question);
  }

  private static CacheKey ofParts(List<String> parts) {
    Headers header = Headers.of("h", parts.get(4));
    return key(
        parts.get(0),
        parts.get(1),
        TARGET,
        facts(parts.get(2), parts.get(3), header, List.of(), parts.get(5)));
  }

  private static void add(
      Map<CacheKey, String> keys,
      String name,
      String namespace,
      String tenant,
      URI target,
      RequestFacts facts) {
    assertThat(keys.put(key(namespace, tenant, target, facts), name)).as(name).isNull();
  }

  private static CacheKey key(String namespace, String tenant, URI target, RequestFacts facts) {
    return new KeyDeriver(namespace).derive(tenant, target, facts);
  }

  private static RequestFacts facts(
      String format, String path, Headers headers, List<String> query, String canonical) {
    return new RequestFacts(
        format,
        "m",
        RequestClass.CACHEABLE,
        "",
        Shape.UNARY,
        "unary",
        path,
        canonical.getBytes(UTF_8),
        headers,
        query,
        false,
        null);
  }
}
