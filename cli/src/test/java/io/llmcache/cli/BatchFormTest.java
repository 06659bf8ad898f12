package io.llmcache.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.cli.common.JobError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchFormTest {

  private final JobForm form = new BatchForm();

  @Test
  void theBodyIsByteForByteWhatStandsInTheLine() throws JobError {
    String body =
        "{\"model\" :\"m\", \"temperature\":1.0e0,  \"messages\":[{\"content\":\"Möja \\u26f4\"}]}";
    Job job = read("{ \"body\" : " + body + " , \"url\":\"/v1/chat/completions?x=1\"}");
    assertThat(new String(job.body(), UTF_8)).isEqualTo(body);
    assertThat(job.path()).isEqualTo("/v1/chat/completions?x=1");
    assertThat(job.answer()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"url\": \"/v1/x\" | not valid JSON at column",
        "[1] | not a JSON object",
        "{} {} | text after the JSON object",
        "{\"url\": \"/a\", \"url\": \"/b\"} | Duplicate field 'url'",
        "{\"body\": {}} | \"url\" is missing; add it, such as \"/v1/chat/completions\"",
        "{\"url\": 3} | \"url\" is not a string",
        "{\"url\": \"https://x.example/v1\", \"body\": {}} | write the path alone",
        "{\"url\": \"/v1/x\"} | \"body\" is missing; add the request as an object",
        "{\"url\": \"/v1/x\", \"body\": []} | \"body\" is not an object",
        "{\"url\": \"/v1/x\", \"body\": {}, \"method\": \"GET\"} | only POST can be cached",
      })
  void whatIsWrongIsNamed(String line, String message) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(JobError.class).hasMessageContaining(message);
  }

  private Job read(String line) throws JobError {
    return form.read(Jobs.line(line));
  }
}
