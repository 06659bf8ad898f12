package io.llmcache.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.cli.common.Line;

/** Lines and jobs for the tests of this room. */
final class Jobs {

  private Jobs() {}

  static Line line(String text) {
    return new Line(17, text.getBytes(UTF_8));
  }

  /** The request as a batch line. */
  static String batchLine(String body) {
    return "{\"custom_id\": \"1\", \"method\": \"POST\", \"url\": \"/v1/chat/completions\", \"body\": "
        + body.replace("\n", "").strip()
        + "}";
  }

  static Job job(String body) {
    return new Job(JobForm.CHAT, "", body.getBytes(UTF_8), null);
  }
}
