package io.llmcache.internal.wire.anthropic;

import static io.llmcache.testing.AnthropicFixtures.REQUEST;
import static io.llmcache.testing.AnthropicFixtures.RICH_REQUEST;
import static io.llmcache.testing.AnthropicFixtures.TOOL_REQUEST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.RequestFacts;
import io.llmcache.testing.JsonSpelling;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What does not change the key, and what does although it looks as if it did not. */
class MessagesKeyTest {

  private static final String HERE = "https://api.anthropic.com/v1/messages";
  private static final String ELSEWHERE = "http://localhost:11434/v1/messages";

  /** Members that say nothing; each by itself and all at once change no key. */
  private static final List<List<String>> NOTHING =
      List.of(
          List.of("/stream", "true"),
          List.of("/stream", "false"),
          List.of("/temperature", "1"),
          List.of("/temperature", "1.0"),
          List.of("/metadata", "{\"user_id\":\"u\"}"),
          List.of("/service_tier", "\"standard_only\""),
          List.of("/inference_geo", "\"eu\""),
          List.of("/user_profile_id", "\"p\""),
          List.of("/cache_control", "{\"type\":\"ephemeral\"}"),
          List.of("/stop_sequences", "[]"),
          List.of("/mcp_servers", "[]"),
          List.of("/top_k", "null"),
          List.of("/thinking", "null"),
          List.of("/messages/0/cache_control", "{\"type\":\"ephemeral\"}"));

  @Property(tries = 60)
  void whatSaysNothingChangesNothing(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    ObjectNode body = (ObjectNode) JsonSpelling.tree(REQUEST.getBytes(UTF_8));
    for (List<String> member : NOTHING) {
      if (random.nextInt(3) == 0) {
        set(body, member.get(0), member.get(1));
      }
    }
    if (random.nextBoolean()) {
      body.set("tools", JsonSpelling.tree("[]".getBytes(UTF_8)));
    }
    byte[] other = JsonSpelling.of(bytes(body), random, MessagesSpelling::keepsOrder);
    assertThat(key(HERE, new String(other, UTF_8))).isEqualTo(key(HERE, REQUEST));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "/tool_choice | {\"type\":\"auto\"}",
        "/tool_choice | {\"type\":\"auto\",\"disable_parallel_tool_use\":false}",
        "/tool_choice | null",
        "/tools/0/type | \"custom\"",
        "/tools/0/cache_control | {\"type\":\"ephemeral\"}"
      })
  void defaultsOfToolsChangeNothing(String pointer, String value) throws Exception {
    ObjectNode body = (ObjectNode) JsonSpelling.tree(TOOL_REQUEST.getBytes(UTF_8));
    body.remove("tool_choice");
    String without = body.toString();
    set(body, pointer, value);
    assertThat(key(HERE, body.toString())).isEqualTo(key(HERE, without));
  }

  @Test
  void cacheMarksAreLeftOutWhereTheyAreMarks() throws Exception {
    String other =
        RICH_REQUEST
            .replace(", \"cache_control\": {\"type\": \"ephemeral\"}", "")
            .replace(", \"cache_control\": {\"type\": \"ephemeral\", \"ttl\": \"1h\"}", "")
            .replace(",\n     \"cache_control\": {\"type\": \"ephemeral\"}", "");
    assertThat(other).doesNotContain("ephemeral").contains("\"cache_control\": {\"x\": 2}");
    assertThat(key(HERE, other)).isEqualTo(key(HERE, RICH_REQUEST));
  }

  @Property(tries = 60)
  void oneTextBlockIsItsText(@ForAll @StringLength(max = 100) String text) throws Exception {
    ObjectNode plain = (ObjectNode) JsonSpelling.tree(REQUEST.getBytes(UTF_8));
    ((ObjectNode) plain.at("/messages/0")).put("content", text);
    plain.put("system", text);
    ObjectNode parts = plain.deepCopy();
    for (ObjectNode parent : List.of(parts, (ObjectNode) parts.at("/messages/0"))) {
      String field = parent.has("role") ? "content" : "system";
      parent.putArray(field).addObject().put("type", "text").put("text", text);
    }
    assertThat(key(HERE, parts.toString())).isEqualTo(key(HERE, plain.toString()));
    parts.withArray("system").addObject().put("type", "text").put("text", "");
    assertThat(key(HERE, parts.toString())).isNotEqualTo(key(HERE, plain.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "/system | [{\"type\":\"text\",\"text\":\"A\",\"citations\":[]}]",
        "/system | []",
        "/thinking | {\"type\":\"disabled\"}",
        "/tool_choice | {\"type\":\"auto\"}",
        "/speed | \"fast\"",
        "/temperature | 0.999",
        "/messages/0/content | [{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]"
      })
  void whatMayMeanSomethingStaysInTheKey(String pointer, String value) throws Exception {
    ObjectNode body = (ObjectNode) JsonSpelling.tree(REQUEST.getBytes(UTF_8));
    set(body, pointer, value);
    assertThat(key(HERE, body.toString())).isNotEqualTo(key(HERE, REQUEST));
  }

  @Test
  void theOrderOfASchemaCounts() throws Exception {
    String other =
        RICH_REQUEST.replace(
            "\"properties\": {\"z\": {}, \"a\": {}}", "\"properties\": {\"a\": {}, \"z\": {}}");
    assertThat(other).isNotEqualTo(RICH_REQUEST);
    assertThat(key(HERE, other)).isNotEqualTo(key(HERE, RICH_REQUEST));
  }

  /** Another server may take its default from the model. */
  @Test
  void onlyAnthropicsTemperatureIsKnown() throws Exception {
    String hot = REQUEST.replaceFirst("\\{", "{\"temperature\": 1,");
    assertThat(key(HERE, hot)).isEqualTo(key(HERE, REQUEST));
    assertThat(key(ELSEWHERE, hot)).isNotEqualTo(key(ELSEWHERE, REQUEST));
  }

  @Test
  void betaFeaturesAreASetAndTheVersionCounts() throws Exception {
    Headers base = Headers.of("Anthropic-Version", " 2023-06-01 ").plus("X-Api-Key", "k");
    Headers one = base.plus("anthropic-beta", "b-2,a-1 , b-2");
    Headers two = base.plus("Anthropic-Beta", "a-1").plus("anthropic-beta", "b-2,");
    assertThat(facts(HERE, one).keyHeaders()).isEqualTo(facts(HERE, two).keyHeaders());
    assertThat(facts(HERE, one).keyHeaders().first("anthropic-beta")).isEqualTo("a-1,b-2");
    assertThat(facts(HERE, base).keyHeaders())
        .isEqualTo(Headers.of("anthropic-version", "2023-06-01"));
    assertThat(facts(HERE, Headers.of("anthropic-beta", " , ")).keyHeaders())
        .isEqualTo(Headers.EMPTY);
  }

  @Test
  void theQueryCountsButForBeta() throws Exception {
    assertThat(facts(HERE + "?beta=true", Headers.EMPTY).keyQuery()).isEmpty();
    assertThat(facts(HERE + "?z=1&beta=true&a=2", Headers.EMPTY).keyQuery())
        .containsExactly("a=2", "z=1");
    assertThat(facts(HERE + "?beta=false", Headers.EMPTY).keyQuery()).containsExactly("beta=false");
  }

  private static RequestFacts facts(String target, Headers headers) throws Exception {
    return read(target, headers, REQUEST);
  }

  private static List<String> key(String target, String body) throws Exception {
    RequestFacts facts = read(target, Headers.EMPTY, body);
    List<String> key = new ArrayList<>(facts.keyQuery());
    key.add(facts.path());
    key.add(new String(facts.canonical(), UTF_8));
    return key;
  }

  private static RequestFacts read(String target, Headers headers, String body) throws Exception {
    return new AnthropicMessages()
        .read(
            CacheRequest.of(
                WayIn.CLIENT, "POST", URI.create(target), headers, body.getBytes(UTF_8)));
  }

  private static void set(ObjectNode body, String pointer, String value) {
    JsonPointer at = JsonPointer.compile(pointer.strip());
    JsonNode parent = body.at(at.head());
    ((ObjectNode) parent)
        .set(at.last().getMatchingProperty(), JsonSpelling.tree(value.strip().getBytes(UTF_8)));
  }

  private static byte[] bytes(JsonNode node) {
    return node.toString().getBytes(UTF_8);
  }
}
