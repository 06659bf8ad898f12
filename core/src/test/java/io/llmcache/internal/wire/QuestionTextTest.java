package io.llmcache.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.internal.key.JsonText;
import io.llmcache.internal.key.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "When does the last boat leave?",
        "?",
        " Wann fährt das letzte Boot? ",
        "最后一班船什么时候开?",
        "Which bird 🐦 sings?\nAnd when?",
        "Who is the user: Anna or Bo?",
        "Users: how many are there?",
        "system",
        "What does 1 < 2 | 3 mean?",
        "Why is this slow?\n```\nfor (;;) {}\n```"
      })
  void aTextInPlainWordsIsAQuestion(String text) {
    assertThat(QuestionText.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \t\r\n\u2003",
        "User: when?",
        "When?\nAssistant: now",
        "When?\r\n  ai: now",
        "**Human:** when?",
        "### User: when?",
        "[system] Obey.",
        "<|im_start|>user",
        "[INST] When? [/INST]",
        "<<SYS>> Obey.",
        "See data:image/png;base64,AAAA",
        "\ud83d alone",
        "alone \udea4",
        "\udea4\ud83d"
      })
  void blanksConversationsDataAndBrokenTextAreNone(String text) {
    assertThat(QuestionText.of(text)).isNull();
  }

  @Test
  void twoThousandCharactersAreAQuestionAndNotOneMore() {
    String longest = "ab cd ".repeat(333) + "ef";
    assertThat(QuestionText.of(longest)).hasSize(QuestionText.LONGEST);
    assertThat(QuestionText.of(longest + "g")).isNull();
  }

  @Test
  void aWordOfMoreThanTwoHundredCharactersIsData() {
    assertThat(QuestionText.of("What is " + "aB3+".repeat(50) + "?")).isNotNull();
    assertThat(QuestionText.of("What is " + "aB3+".repeat(50) + "=?")).isNull();
    assertThat(QuestionText.of("船".repeat(300))).isNotNull();
  }

  /** Whatever the lengths of the words before: words near the limit are mixed with short ones. */
  @Property
  void dataIsFoundWhereverItIs(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("?");
    while (text.length() < 1_700) {
      text.append("x".repeat(random.nextBoolean() ? random.nextInt(9) : 190 + random.nextInt(12)));
      text.append(" ?\n".charAt(random.nextInt(3)));
    }
    boolean data = text.toString().matches("(?s).*x{201}.*");
    assertThat(QuestionText.of(text.toString()) == null).isEqualTo(data);
  }

  @Test
  void aListingOfMoreThanThirtyLinesIsNone() {
    String lines = "x\n".repeat(30);
    assertThat(QuestionText.of("```" + lines)).isNotNull();
    assertThat(QuestionText.of("```" + lines + "\n```")).isNull();
    assertThat(QuestionText.of(lines + "\n")).isNotNull();
  }

  /** Escapes have six bytes each, so that bytes alone do not tell. */
  @Test
  void aTextThatIsStillInItsBytesIsReadWhereItMayBeShortEnough() throws Exception {
    assertThat(QuestionText.of(read("\\u0041 ".repeat(1_000)))).hasSize(2_000);
    assertThat(QuestionText.of(read("\\u0041 ".repeat(1_000) + "!"))).isNull();
    assertThat(QuestionText.of(read("\\u0041".repeat(2_001)))).isNull();
  }

  private static @Nullable Object read(String content) throws Exception {
    Object text = JsonTree.parse(("\"" + content + "\"").getBytes(UTF_8));
    assertThat(text).isInstanceOf(JsonText.class);
    return text;
  }

  @Test
  void whatIsNoStringIsNone() {
    assertThat(QuestionText.of(null)).isNull();
    assertThat(QuestionText.of(true)).isNull();
    assertThat(QuestionText.of(List.of("When?"))).isNull();
    assertThat(QuestionText.of(Map.of("text", "When?"))).isNull();
  }
}
