package io.llmcache.cli;

import io.llmcache.cli.common.JobError;
import io.llmcache.cli.common.JsonObjectText;
import io.llmcache.cli.common.Line;

/**
 * The input of OpenAI's Batch API: {@code {"custom_id": "1", "method": "POST", "url":
 * "/v1/chat/completions", "body": {...}}}. Only {@code url} and {@code body} must be there.
 */
final class BatchForm implements JobForm {

  @Override
  public Job read(Line line) throws JobError {
    JsonObjectText asked = JsonObjectText.parse(line.bytes());
    String method = asked.text("method");
    if (method != null && !method.equals("POST")) {
      throw new JobError("\"method\" is \"%s\"; only POST can be cached".formatted(method));
    }
    String url = asked.text("url");
    if (url == null) {
      throw new JobError("\"url\" is missing; add it, such as \"%s\"".formatted(JobForm.CHAT));
    }
    return new Job(JobForm.path(url), "", JobForm.body(asked), null);
  }
}
