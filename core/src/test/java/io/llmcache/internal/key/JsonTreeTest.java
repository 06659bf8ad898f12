package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.spi.UnreadableRequestException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {

  @Test
  void valuesArePlainJava() throws Exception {
    assertThat(JsonTree.parse(bytes("{\"b\":[1,\"x\",true,null],\"a\":{}}")))
        .isEqualTo(Map.of("b", Arrays.asList(BigDecimal.ONE, "x", true, null), "a", Map.of()));
    assertThat(JsonTree.parse(bytes(" \"\\u00e4\\ud83c\\udf3f\" "))).isEqualTo("ä🌿");
    assertThat(JsonTree.parse(bytes("null"))).isNull();
  }

  @Test
  void namesKeepTheirOrder() throws Exception {
    assertThat(JsonTree.object(JsonTree.parse(bytes("{\"b\":1,\"a\":2,\"c\":3}"))))
        .containsOnlyKeys("b", "a", "c")
        .extracting(map -> List.copyOf(map.keySet()))
        .isEqualTo(List.of("b", "a", "c"));
  }

  @Test
  void viewsAreNullWhereTheTypeIsAnother() throws Exception {
    assertThat(JsonTree.object(List.of())).isNull();
    assertThat(JsonTree.array(Map.of())).isNull();
    assertThat(JsonTree.objects("x")).isEmpty();
    assertThat(JsonTree.objects(JsonTree.parse(bytes("[1,{\"a\":1},null]"))))
        .containsExactly(Map.of("a", BigDecimal.ONE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                       | no-json
          ` `                      | no-json
          {} {}                    | text-after-the-json
          1 2                      | text-after-the-json
          {}]                      | text-after-the-json
          {"a":1,"a":1}            | duplicate-json-name
          {"a":null,"a":null}      | duplicate-json-name
          {"a":1,"\\u0061":2}      | duplicate-json-name
          [{"a":{"b":1,"b":2}}]    | duplicate-json-name
          {"a":1,}                 | not-json
          [1,]                     | not-json
          {'a':1}                  | not-json
          {a:1}                    | not-json
          01                       | text-after-the-json
          +1                       | not-json
          .5                       | not-json
          1.                       | not-json
          NaN                      | not-json
          Infinity                 | not-json
          // x                     | not-json
          "\\x"                    | not-json
          "\\u12"                  | not-json
          tru                      | not-json
          nul                      | not-json
          1e99999999999999999999   | not-json
          10e2147483647            | 1
          """)
  void whatIsNotJsonIsRefused(String text, String why) throws Exception {
    if (why.equals("1")) {
      // the largest exponent that can be written
      assertThat(JsonTree.parse(bytes(text))).isInstanceOf(BigDecimal.class);
      return;
    }
    assertThatExceptionOfType(UnreadableRequestException.class)
        .isThrownBy(() -> JsonTree.parse(bytes(text)))
        .withMessage(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\tb\"", "\"a\nb\"", "\"a\u0000b\"", "{}\u0000", "\u0000{}"})
  void controlCharactersAreRefused(String text) {
    assertThatExceptionOfType(UnreadableRequestException.class)
        .isThrownBy(() -> JsonTree.parse(bytes(text)));
  }

  @Test
  void depthAndLengthHaveBounds() throws Exception {
    int deep = JsonReader.DEEPEST;
    JsonTree.parse(bytes("[".repeat(deep) + "]".repeat(deep)));
    assertRefused("[".repeat(deep + 1) + "]".repeat(deep + 1), "json-too-deep");
    assertRefused("{\"a\":".repeat(100_000), "json-too-deep");
    JsonTree.parse(bytes("9".repeat(JsonReader.LONGEST_NUMBER)));
    assertRefused("9".repeat(JsonReader.LONGEST_NUMBER + 1), "json-number-too-long");
  }

  @Test
  void onlyUtf8IsRead() {
    for (byte[] text :
        List.of(
            "\"ä\"".getBytes(ISO_8859_1),
            "{}".getBytes(UTF_16),
            "{}".getBytes(UTF_16LE),
            "\ufeff{}".getBytes(UTF_8))) {
      assertThatExceptionOfType(UnreadableRequestException.class)
          .isThrownBy(() -> JsonTree.parse(text));
    }
  }

  @Property(tries = 2000)
  void illFormedIsWhatTheJdkCallsSo(@ForAll @Size(max = 24) byte[] noise) {
    byte[] bytes = new byte[noise.length + 2];
    bytes[0] = '"';
    for (int i = 0; i < noise.length; i++) {
      bytes[i + 1] = (byte) (noise[i] >= 0 ? 'a' : noise[i]);
    }
    bytes[noise.length + 1] = '"';
    assertThat(isRead(bytes)).isEqualTo(decodes(bytes));
  }

  @Test
  void everyShortSequenceIsJudgedAsTheJdkDoes() {
    for (int first = 0x80; first < 0x100; first++) {
      for (int second = 0x7f; second < 0x100; second++) {
        for (int third : new int[] {'a', 0x7f, 0x80, 0xbf, 0xc0}) {
          byte[] bytes = {'"', (byte) first, (byte) second, (byte) third, (byte) 0x80, '"'};
          assertThat(isRead(bytes)).isEqualTo(decodes(bytes));
          byte[] shorter = {'"', (byte) first, (byte) second, '"'};
          assertThat(isRead(shorter)).isEqualTo(decodes(shorter));
        }
      }
    }
  }

  @Test
  void longStringsAreDecodedWhenAskedFor() throws Exception {
    String text = "é\n\u0001\ud83c\udf3f\"\\/".repeat(20);
    String json = "\"" + "é\\n\\u0001\\ud83c\\udF3f\\\"\\\\\\/".repeat(20) + "\"";
    Object node = JsonTree.parse(bytes(json));
    assertThat(node).isInstanceOf(JsonText.class);
    assertThat(JsonTree.isText(node)).isTrue();
    assertThat(JsonTree.text(node)).isEqualTo(text);
    assertThat(JsonTree.text("x")).isEqualTo("x");
    assertThat(JsonTree.text(List.of())).isNull();
    assertThat(JsonTree.text(null)).isNull();
  }

  private static boolean isRead(byte[] json) {
    try {
      JsonTree.parse(json);
      return true;
    } catch (UnreadableRequestException e) {
      return false;
    }
  }

  private static void assertRefused(String text, String why) {
    assertThatExceptionOfType(UnreadableRequestException.class)
        .isThrownBy(() -> JsonTree.parse(bytes(text)))
        .withMessage(why);
  }

  private static boolean decodes(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
