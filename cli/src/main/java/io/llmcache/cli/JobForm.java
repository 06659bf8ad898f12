package io.llmcache.cli;

import io.llmcache.cli.common.JobError;
import io.llmcache.cli.common.JsonObjectText;
import io.llmcache.cli.common.Line;

/** How the lines of a file are written. Pure and thread-safe. */
interface JobForm {

  /**
   * Reads one line. Whether the request can be cached is the engine's to say.
   *
   * @throws JobError naming what is wrong and the remedy
   */
  Job read(Line line) throws JobError;

  /** The body where it is an object, or the remedy. */
  static byte[] body(JsonObjectText line) throws JobError {
    byte[] body = line.object("body");
    if (body == null) {
      throw new JobError("\"body\" is missing; add the request as an object");
    }
    return body;
  }

  /** The path where it is one, or the remedy. */
  static String path(String url) throws JobError {
    if (!url.startsWith("/")) {
      throw new JobError(
          "\"url\" is not a path; write the path alone, such as \"%s\", and give the host by --base-url"
              .formatted(CHAT));
    }
    return url;
  }

  /** Where chat completions are asked for. */
  String CHAT = "/v1/chat/completions";
}
