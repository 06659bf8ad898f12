package io.llmcache.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTest {

  private static String words(String text) {
    return Sentence.of(text).tokens().stream().map(Token::text).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hey, could you please tell me where Oslo is? | where oslo is",
        "How do I peel a mango? | peel a mango",
        "I don't know how to peel a mango | peel a mango",
        "Is there a way to peel a mango | peel a mango",
        "What is rust? Kind regards, Ann | what is rust",
        "Is it really true? Thanks! | is it true",
        "Why on earth is it cold | why is it cold"
      })
  void whatSaysNothingIsTakenOff(String text, String words) {
    assertThat(words(text)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "why can\u2019t he swim | why can not he swim",
        "what's Ann's cat's name | what is ann 's cat 's name",
        "a self-made top-up | a self made top up",
        "why a 5-seat car | why a 5 seat car",
        "what time is dinner | when is dinner",
        "who would get rid of moss | who would remove moss"
      })
  void wordsAreWrittenOneWay(String text, String words) {
    assertThat(words(text)).isEqualTo(words);
  }

  @Test
  void aDenialIsNoOpener() {
    assertThat(words("I can not swim")).isEqualTo("i can not swim");
  }

  @Test
  void namesAreToldFromOtherWords() {
    assertThat(Sentence.of("where does Ann zorv near Rome the dog").tokens())
        .filteredOn(Token::isName)
        .extracting(Token::text)
        .containsExactly("ann", "zorv", "rome");
  }

  @Test
  void numbersAndIdentifiersAreLeftToOthers() {
    assertThat(Sentence.of("why are 5 kilometres user_name v1.2 seven").tokens())
        .filteredOn(Token::isCode)
        .extracting(Token::text)
        .containsExactly("5", "kilometres", "user_name", "v1.2", "seven");
  }

  @Test
  void aLongTextIsReadInPart() {
    assertThat(Sentence.of("word ".repeat(5_000)).all()).hasSizeLessThan(1_000);
    assertThat(Guards.all().veto("word ".repeat(2_000), "word ".repeat(2_001))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"''", "?", "...", "not", "how do i", "please", "'s", "-", "/"})
  void aTextOfNoMatterIsNoError(String text) {
    assertThat(Sentence.of(text).raw()).isEqualTo(text);
    assertThat(Guards.all().veto(text, text)).isNull();
  }
}
