package io.llmcache.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.cli.common.JobError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairFormTest {

  private final JobForm form = new PairForm();

  @Test
  void aQuestionBecomesARequest() throws JobError {
    Job job =
        read(
            "{\"model\":\"m\",\"system\":\"Be brief.\",\"question\":\"A \\\"servlet\\\"?\","
                + "\"answer\":\"Java.\",\"tags\":[\"faq\",\"java\"]}");
    assertThat(new String(job.body(), UTF_8))
        .isEqualTo(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"A \\\"servlet\\\"?\"}]}");
    assertThat(job.path()).isEqualTo("/v1/chat/completions");
    assertThat(job.tags()).isEqualTo("faq,java");
    assertThat(job.answer()).isEqualTo("Java.");
  }

  @Test
  void theSystemPromptMayBeLeftOut() throws JobError {
    Job job = read("{\"model\":\"m\",\"question\":\"Q\",\"answer\":\"A\"}");
    assertThat(new String(job.body(), UTF_8)).doesNotContain("system");
    assertThat(job.tags()).isEmpty();
  }

  @Test
  void aWholeRequestIsTakenAsItIs() throws JobError {
    Job job =
        read("{\"body\":{ \"model\" : \"m\" },\"url\":\"/x/chat/completions\",\"answer\":\"A\"}");
    assertThat(new String(job.body(), UTF_8)).isEqualTo("{ \"model\" : \"m\" }");
    assertThat(job.path()).isEqualTo("/x/chat/completions");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"question\":\"Q\",\"answer\":\"A\"} | \"model\" is missing; add it",
        "{\"model\":\"m\",\"answer\":\"A\"} | \"question\" is missing",
        "{\"model\":\"m\",\"question\":\"Q\"} | \"answer\" is missing",
        "{\"model\":\"m\",\"question\":\"Q\",\"answer\":\" \"} | \"answer\" is missing",
        "{\"model\":\"m\",\"question\":\"Q\",\"answer\":\"A\",\"tags\":\"faq\"} | not an array of strings",
        "{\"model\":\"m\",\"question\":\"Q\",\"answer\":\"A\",\"tags\":[1]} | not an array of strings",
        "{\"model\":\"m\",\"question\":\"Q\",\"answer\":\"A\",\"tags\":[\"a,b\"]} | the tag \"a,b\"",
      })
  void whatIsWrongIsNamed(String line, String message) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(JobError.class).hasMessageContaining(message);
  }

  private Job read(String line) throws JobError {
    return form.read(Jobs.line(line));
  }
}
