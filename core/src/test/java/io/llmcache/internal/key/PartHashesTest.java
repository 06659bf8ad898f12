package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmcache.exchange.Headers;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.testing.JsonSpelling;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PartHashesTest {

  private static final URI TARGET = URI.create("https://api.openai.com/v1/chat/completions");
  private static final String JSON =
      "{\"messages\":[{\"content\":\"a, \\\"b\\\": [{\",\"role\":\"user\"},{\"content\":\"c\"}],"
          + "\"model\":\"m\",\"stop\":[\"x\",\"y\"],\"temperature\":2e-1}";

  private final PartHashes hashes = new PartHashes();

  private static RequestFacts facts(String canonical) {
    return new RequestFacts(
        "f",
        "m",
        RequestClass.CACHEABLE,
        "",
        Shape.UNARY,
        "unary",
        "/v1",
        canonical.getBytes(UTF_8),
        Headers.of("X-Beta", "one"),
        List.of("api-version=2"),
        false,
        null);
  }

  private Map<String, String> parts(String canonical) {
    return hashes.of("n", "t", TARGET, facts(canonical));
  }

  @Test
  void eachPartOfTheKeyIsNamed() {
    assertThat(parts(JSON).keySet())
        .containsExactly(
            "namespace",
            "tenant",
            "format",
            "origin",
            "path",
            "header:X-Beta",
            "query:api-version",
            "messages[0]",
            "messages[1]",
            "model",
            "stop",
            "temperature");
    assertThat(parts(JSON).values()).allMatch(hash -> hash.matches("[0-9a-f]{8}"));
  }

  @Test
  void whatDiffersIsNamed() {
    Map<String, String> one = parts(JSON);
    assertThat(PartHashes.differing(one, parts(JSON))).isEmpty();
    assertThat(PartHashes.differing(one, parts(JSON.replace("\"c\"", "\"d\""))))
        .containsExactly("messages[1]");
    assertThat(PartHashes.differing(one, parts(JSON.replace(",\"temperature\":2e-1", ""))))
        .containsExactly("temperature");
    assertThat(PartHashes.differing(one, parts(JSON.replace("\"stop\"", "\"halt\""))))
        .containsExactly("stop", "halt");
    assertThat(PartHashes.differing(one, hashes.of("n", "u", TARGET, facts(JSON))))
        .containsExactly("tenant");
  }

  @Test
  void theHashesAreOfThisProcessAlone() {
    assertThat(new PartHashes().hash("text")).isNotEqualTo(new PartHashes().hash("text"));
    assertThat(hashes.hash("text")).isEqualTo(hashes.hash("text"));
  }

  @Test
  void aNameThatCouldBeATextIsHashed() {
    assertThat(parts("{\"What do I earn?\":1,\"top_p\":1}").keySet())
        .contains("top_p")
        .noneMatch(name -> name.contains("earn"))
        .anyMatch(name -> name.matches("other-[0-9a-f]{8}"));
  }

  @Test
  void longArraysAndObjectsEndInOnePart() {
    String turns = "[" + "1,".repeat(99) + "1]";
    Map<String, String> parts = parts("{\"messages\":" + turns + "}");
    assertThat(parts).containsKeys("messages[0]", "messages[63]", "messages[64..]");
    assertThat(parts).doesNotContainKey("messages[64]");
    StringBuilder many = new StringBuilder("{\"a0\":0");
    for (int i = 1; i < 100; i++) {
      many.append(",\"a").append(i).append("\":0");
    }
    assertThat(parts(many.append('}').toString())).containsKeys("a63", "more").hasSize(72);
  }

  @Test
  void whatIsNoObjectIsOnePart() {
    assertThat(parts("[1,2]")).containsKey("request");
    assertThat(parts("\"text\"")).containsKey("request");
    assertThat(parts("{}")).containsKey("request");
    assertThat(parts("")).containsKey("request");
  }

  @Property(tries = 300)
  void noBytesDoHarm(@ForAll byte[] bytes) {
    byte[] object = new byte[bytes.length + 2];
    System.arraycopy(bytes, 0, object, 1, bytes.length);
    object[0] = '{';
    object[object.length - 1] = '}';
    for (JsonSpans.Span span : JsonSpans.members(object)) {
      assertThat(span.from()).isLessThanOrEqualTo(object.length);
      assertThat(JsonSpans.elements(object, span)).isNotNull();
    }
    assertThat(hashes.of("n", "t", TARGET, facts(new String(object, UTF_8)))).isNotEmpty();
  }

  /** Against Jackson. */
  @Property(tries = 300)
  void theSpansAreTheMembers(@ForAll List<String> names, @ForAll List<String> texts) {
    StringBuilder json = new StringBuilder("{\"x\":[[1,{\"y\":\"]\"}],\"\\\\\"]");
    List<String> expected = new ArrayList<>(List.of("[[1,{\"y\":\"]\"}],\"\\\\\"]"));
    for (int i = 0; i < Math.min(names.size(), texts.size()); i++) {
      String value = new String(CanonicalJson.write(texts.get(i)), UTF_8);
      json.append(",\"n").append(i).append("\":").append(value);
      expected.add(value);
    }
    byte[] bytes = json.append('}').toString().getBytes(UTF_8);
    JsonNode tree = JsonSpelling.tree(bytes);
    List<String> found =
        JsonSpans.members(bytes).stream()
            .map(span -> new String(Arrays.copyOfRange(bytes, span.from(), span.to()), UTF_8))
            .toList();
    assertThat(found).isEqualTo(expected).hasSize(tree.size());
  }
}
