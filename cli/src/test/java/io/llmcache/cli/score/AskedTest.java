package io.llmcache.cli.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.cli.common.JobError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedTest {

  @Test
  void otherMembersAreNoObstacle() throws JobError {
    assertThat(read("{\"note\":{\"x\":[1]},\"a\":\"one\",\"b\":\"two\",\"label\":1}"))
        .isEqualTo(new Asked.Pair("one", "two"));
    assertThat(read("{\"id\":3,\"q\":\"why\",\"label\":null}"))
        .isEqualTo(new Asked.Question("3", "why"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.50", "1e3", "123456789012345678901234567890"})
  void anIdIsKeptAsItIsWritten(String id) throws JobError {
    assertThat(read("{\"id\":%s,\"q\":\"why\"}".formatted(id)))
        .isEqualTo(new Asked.Question(id, "why"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":"one"}                     | "b" is missing
          {"a":"one","b":null}            | "b" is missing
          {"a":"one","b":2}               | "b" is not a string
          {"q":"why"}                     | "id" is missing
          {"id":"7","q":"why"}            | "id" is not a number
          {"id":7}                        | "q" is missing
          {}                              | neither a pair nor a question
          {"a":"x","b":"y","id":1,"q":""} | both a pair and a question
          {"a":"x","a":"y","b":"z"}       | not valid JSON
          [1]                             | not a JSON object
          {"a":"x","b":"y"} {}            | text after the JSON object
          {"a":                           | not valid JSON
          """)
  void aLineThatIsNeitherIsExplained(String line, String message) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(JobError.class).hasMessageContaining(message);
  }

  private static Asked read(String line) throws JobError {
    return Asked.read(line.getBytes(UTF_8));
  }
}
