package io.llmcache.embedding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The texts and the reference's numbers were made by src/test/python/tokenizer_texts.py. */
class TokenizerTest {

  private static final int NO_BOUND = 1_000_000;

  private final Tokenizer tokenizer = Vocabularies.tokenizer(InProcessModel.MINILM);

  @Test
  void givesTheNumbersOfTheReference() throws IOException {
    List<String> wrong = new ArrayList<>();
    int texts = 0;
    for (String line : lines()) {
      String[] parts = line.split("\t");
      String text = new String(Base64.getDecoder().decode(parts[0]), UTF_8);
      texts++;
      if (!numbers(tokenizer, text).equals(parts[1])) {
        wrong.add(text + " -> " + numbers(tokenizer, text) + " not " + parts[1]);
      }
    }
    assertThat(wrong.stream().limit(5)).as("%d wrong", wrong.size()).isEmpty();
    assertThat(texts).isGreaterThan(2_000);
  }

  @Test
  void givesTheSameNumbersWithTheOtherModelsVocabulary() throws IOException {
    Tokenizer other = Vocabularies.tokenizer(InProcessModel.BGE_SMALL);
    for (String line : lines().subList(0, 100)) {
      String text = new String(Base64.getDecoder().decode(line.split("\t")[0]), UTF_8);
      assertThat(numbers(other, text)).isEqualTo(numbers(tokenizer, text));
    }
  }

  @Test
  void refusesATextOfMoreTokensThanAskedFor() {
    assertThat(tokenizer.encode("one two three", 5)).hasSize(5);
    assertThat(tokenizer.encode("one two three", 4)).isNull();
    assertThat(tokenizer.encode("one two [SEP]", 4)).isNull();
  }

  @Test
  void refusesATextThatIsTooLongWithoutReadingIt() {
    assertThat(tokenizer.encode(" ".repeat(100_000), NO_BOUND)).isNull();
  }

  private static String numbers(Tokenizer tokenizer, String text) {
    int[] ids = tokenizer.encode(text, NO_BOUND);
    return ids == null
        ? "none"
        : Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(" "));
  }

  private static List<String> lines() throws IOException {
    try (InputStream zipped = TokenizerTest.class.getResourceAsStream("tokenizer-texts.tsv.gz");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(new GZIPInputStream(zipped), UTF_8))) {
      return reader.lines().toList();
    }
  }
}
