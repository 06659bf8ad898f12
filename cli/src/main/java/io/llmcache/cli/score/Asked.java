package io.llmcache.cli.score;

import io.llmcache.cli.common.JobError;
import io.llmcache.cli.common.JsonObjectText;
import org.jspecify.annotations.Nullable;

/** What one line asks. */
sealed interface Asked {

  /** May the answer to the one be served for the other? */
  record Pair(String a, String b) implements Asked {}

  /**
   * One question of a stream: is it answered by what was asked before?
   *
   * @param id a JSON number as it was written
   */
  record Question(String id, String text) implements Asked {}

  /**
   * What the line says.
   *
   * @throws JobError if the line is neither
   */
  static Asked read(byte[] line) throws JobError {
    JsonObjectText json = JsonObjectText.parse(line);
    boolean pair = json.has("a") || json.has("b");
    boolean question = json.has("id") || json.has("q");
    if (pair == question) {
      throw new JobError(
          (pair ? "both a pair and a question" : "neither a pair nor a question")
              + "; a line is {\"a\": TEXT, \"b\": TEXT} or {\"id\": NUMBER, \"q\": TEXT}");
    }
    return pair
        ? new Pair(there("a", json.text("a")), there("b", json.text("b")))
        : new Question(there("id", json.number("id")), there("q", json.text("q")));
  }

  private static String there(String name, @Nullable String value) throws JobError {
    if (value == null) {
      throw new JobError("\"%s\" is missing".formatted(name));
    }
    return value;
  }
}
