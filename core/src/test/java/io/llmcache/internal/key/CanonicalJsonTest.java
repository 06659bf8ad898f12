package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmcache.internal.key.CanonicalJson.AsWritten;
import io.llmcache.internal.key.CanonicalJson.Marked;
import io.llmcache.internal.key.CanonicalJson.Placed;
import io.llmcache.testing.Effort;
import io.llmcache.testing.JsonSpelling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "0.0, 0",
    "-0.0e5, 0",
    "0e-99, 0",
    "1, 1",
    "1.0, 1",
    "1e0, 1",
    "10e-1, 1",
    "0.1e1, 1",
    "-1.50, -15e-1",
    "100, 1e2",
    "1E2, 1e2",
    "0.7, 7e-1",
    "0.70000000000000001, 70000000000000001e-17",
    "1e999999, 1e999999",
    "1e-999999, 1e-999999",
    "10e2147483647, 1e2147483648",
    "123456789012345678901234567890, 12345678901234567890123456789e1",
    "9007199254740993, 9007199254740993",
    "9007199254740992, 9007199254740992"
  })
  void numbersHaveOneSpelling(String number, String canonical) throws Exception {
    assertThat(canonical(number)).isEqualTo(canonical);
  }

  /** The same object elsewhere in the tree, and the same text, are not what is marked. */
  @Test
  void theMarkedStringIsFoundAgainAndNoOther() throws Exception {
    for (String text : List.of("", "when", "\"\\\n\u00e4\ud83d\udea4\ud83d", "long ".repeat(99))) {
      Object node = JsonTree.parse(CanonicalJson.write(text));
      List<@Nullable Object> list = new ArrayList<>(List.of(node, new Marked(node), node));
      byte[] plain = CanonicalJson.write(Map.of("a", List.of(node, node, node), "b", node));
      Placed placed = CanonicalJson.writePlaced(Map.of("a", list, "b", node), 0);
      assertThat(placed.bytes()).isEqualTo(plain);
      int length = CanonicalJson.write(text).length;
      assertThat(placed.from()).isEqualTo("{'a':[".length() + length + ",'".length());
      assertThat(placed.to()).isEqualTo(placed.from() + length - 2);
    }
  }

  @Test
  void whereNothingIsMarkedNothingIsFound() {
    Placed placed = CanonicalJson.writePlaced(Map.of("a", "b"), 0);
    assertThat(placed.from()).isEqualTo(-1);
    assertThat(placed.to()).isEqualTo(-1);
  }

  @Test
  void namesAreSortedAndNullsLeftOutOfObjects() throws Exception {
    assertThat(canonical("{\"b\":[null,{\"d\":null}],\"a\":null,\"B\":1,\"\":2,\"aa\":{ }}"))
        .isEqualTo("{\"\":2,\"B\":1,\"aa\":{},\"b\":[null,{}]}");
    // by UTF-16 code units a supplementary character comes before U+FFFD
    assertThat(canonical("{\"\ufffd\":1,\"\ud83c\udf3f\":2}"))
        .isEqualTo("{\"\ud83c\udf3f\":2,\"\ufffd\":1}");
  }

  @Test
  void whatIsAsWrittenKeepsOrderAndNulls() throws Exception {
    Map<String, Object> body = new HashMap<>();
    body.put("z", new AsWritten(JsonTree.parse(bytes("{\"b\":null,\"a\":[{\"d\":1.0,\"c\":2}]}"))));
    body.put("a", true);
    assertThat(new String(CanonicalJson.write(body), UTF_8))
        .isEqualTo("{\"a\":true,\"z\":{\"b\":null,\"a\":[{\"d\":1,\"c\":2}]}}");
  }

  @Test
  void textStaysAsItIs() throws Exception {
    assertThat(canonical("\" A\\u00e4 a\\u0308 \\/ \\\\ \\\" \\n\\t\\r\\b\\f\\u0001\\u007f \""))
        .isEqualTo("\" Aä a\u0308 / \\\\ \\\" \\n\\t\\r\\b\\f\\u0001\u007f \"");
    assertThat(canonical("\"\\ud83c\\udf3f\"")).isEqualTo("\"🌿\"");
    assertThat(canonical("\"€ﬀ\"")).isEqualTo("\"€ﬀ\"");
  }

  @Test
  void surrogatesWithoutPartnerStayApart() throws Exception {
    assertThat(canonical("\"\\ud800\"")).isEqualTo("\"\\ud800\"");
    assertThat(canonical("\"\\ud801\"")).isEqualTo("\"\\ud801\"");
    assertThat(canonical("\"\\udf3f\\ud83c\"")).isEqualTo("\"\\udf3f\\ud83c\"");
    assertThat(canonical("\"\\\\ud800\"")).isEqualTo("\"\\\\ud800\"");
    assertThat(canonical("\"?\"")).isEqualTo("\"?\"");
    assertThat(canonical("{\"\\ud800\":1}")).isEqualTo("{\"\\ud800\":1}");
  }

  @Test
  void whatJsonDoesNotKnowIsAMistakeOfTheCaller() {
    assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.write(List.of(1)));
  }

  @Property(tries = 100)
  void spellingsMeetAndTreesDoNot(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < 10 * Effort.rounds(); round++) {
      Object tree = tree(random, 4);
      byte[] canonical = CanonicalJson.write(tree);
      byte[] spelt = JsonSpelling.of(canonical, random, path -> false);
      assertThat(CanonicalJson.write(JsonTree.parse(spelt))).isEqualTo(canonical);
      assertThat(CanonicalJson.write(JsonTree.parse(canonical))).isEqualTo(canonical);
      Object other = tree(random, 2);
      assertThat(java.util.Arrays.equals(CanonicalJson.write(other), canonical))
          .isEqualTo(withoutNulls(other).equals(withoutNulls(tree)));
    }
  }

  /** Small on purpose, so that equal trees occur. */
  private static Object tree(Random random, int depth) {
    switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> {
        return BigDecimal.valueOf(random.nextInt(3) - 1).scaleByPowerOfTen(random.nextInt(5) - 2);
      }
      case 1 -> {
        return random.nextBoolean();
      }
      case 2, 3 -> {
        return text(random);
      }
      case 4 -> {
        List<Object> elements = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          elements.add(tree(random, depth - 1));
        }
        return elements;
      }
      default -> {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          members.put(text(random), random.nextInt(4) == 0 ? null : tree(random, depth - 1));
        }
        return members;
      }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append("a\"\\\n\u0001\u00e4\u20ac\ud83c\udf3f\ud800,:[]{}".charAt(random.nextInt(16)));
    }
    return text.toString();
  }

  /** The tree as the canonical form means it, with numbers that equal each other. */
  private static Object withoutNulls(Object node) {
    if (node instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    }
    if (node instanceof List<?> elements) {
      return elements.stream().map(CanonicalJsonTest::withoutNulls).toList();
    }
    if (node instanceof Map<?, ?> members) {
      Map<Object, Object> kept = new HashMap<>();
      members.forEach(
          (name, value) -> {
            if (value != null) {
              kept.put(name, withoutNulls(value));
            }
          });
      return kept;
    }
    return node;
  }

  private static String canonical(String json) throws Exception {
    return new String(CanonicalJson.write(JsonTree.parse(bytes(json))), UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
