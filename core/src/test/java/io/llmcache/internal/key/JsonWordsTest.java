package io.llmcache.internal.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWordsTest {

  /** Alike in length, in the first eight bytes and in the last. */
  private static final List<String> TWINS =
      List.of("property1-one-property1", "property1-two-property1", "property1-2wo-property1");

  @Test
  void namesThatAreAlikeAtBothEndsAreNotTakenForEachOther() {
    for (int round = 0; round < 3; round++) {
      for (String twin : TWINS) {
        assertThat(name(twin)).isEqualTo(twin);
      }
    }
  }

  @Test
  void namesOfEveryLengthAreReadAsTheyAre() {
    String all = "abcdefghijklmnopqrstuvwxyz0123456789".substring(0, JsonWords.LONGEST);
    for (int round = 0; round < 2; round++) {
      for (int from = 0; from <= all.length(); from++) {
        for (int to = from; to <= all.length(); to++) {
          assertThat(name(all.substring(from, to))).isEqualTo(all.substring(from, to));
        }
      }
    }
  }

  @Test
  void aNameThatIsReadAgainIsTheSameString() {
    assertThat(name("customer_id")).isSameAs(name("customer_id"));
  }

  @Test
  void aValueOfACallersOwnIsNotKept() {
    byte[] bytes = "a secret of mine".getBytes(US_ASCII);
    String first = JsonWords.value(bytes, 0, bytes.length);
    assertThat(first).isEqualTo("a secret of mine");
    assertThat(JsonWords.value(bytes, 0, bytes.length)).isNotSameAs(first);
    assertThat(JsonWords.quoted(first)).isNull();
  }

  @Test
  void aWordIsWrittenInQuotes() throws Exception {
    for (String twin : TWINS) {
      String json = "{\"" + twin + "\":\"" + twin + "\"}";
      for (int round = 0; round < 2; round++) {
        byte[] canonical = CanonicalJson.write(JsonTree.parse(json.getBytes(UTF_8)));
        assertThat(new String(canonical, UTF_8)).isEqualTo(json);
      }
    }
  }

  @Test
  void anEqualStringThatIsNoWordIsWrittenAlike() {
    String name = name("customer_id");
    assertThat(JsonWords.quoted(name)).asString(UTF_8).isEqualTo("\"customer_id\"");
    assertThat(JsonWords.quoted(new StringBuilder(name).toString())).isNull();
  }

  private static String name(String text) {
    // between other bytes, as in a request
    byte[] bytes = ("{\"" + text + "\":1}").getBytes(US_ASCII);
    return JsonWords.name(bytes, 2, 2 + text.length());
  }
}
