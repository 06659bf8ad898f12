package io.llmcache.cli.score;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What is said of one line; written as one line of JSON. */
sealed interface Answer {

  /** For a byte-equal text. */
  String EXACT = "exact";

  /** Of a pair. */
  record OfPair(Verdict verdict) implements Answer {}

  /**
   * Of a question of a stream.
   *
   * @param match id of the text that it hits, as it was written; null: it is a miss
   */
  record OfQuestion(@Nullable String match, Verdict verdict) implements Answer {}

  /** Of a line that cannot be judged. */
  record Failed(String error) implements Answer {}

  /**
   * What is decided.
   *
   * @param score cosine; null: none was computed
   */
  record Verdict(boolean hit, @Nullable Double score, String reason) {

    static Verdict exact() {
      return new Verdict(true, 1.0, EXACT);
    }

    /** A miss for which nothing was compared. */
    static Verdict unscored(String reason) {
      return new Verdict(false, null, reason);
    }
  }

  /** One object without a line end. */
  default String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      Json.members(this, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** How answers are written. */
  final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    private static void members(Answer answer, JsonGenerator json) throws IOException {
      if (answer instanceof Failed failed) {
        json.writeStringField("error", failed.error());
      } else if (answer instanceof OfPair pair) {
        json.writeBooleanField("hit", pair.verdict().hit());
        judged(pair.verdict(), json);
      } else if (answer instanceof OfQuestion question) {
        json.writeBooleanField("hit", question.verdict().hit());
        number("match", question.match(), json);
        judged(question.verdict(), json);
      }
    }

    private static void judged(Verdict verdict, JsonGenerator json) throws IOException {
      Double score = verdict.score();
      number("score", score == null ? null : score.toString(), json);
      json.writeStringField("reason", verdict.reason());
    }

    private static void number(String name, @Nullable String number, JsonGenerator json)
        throws IOException {
      json.writeFieldName(name);
      if (number == null) {
        json.writeNull();
      } else {
        json.writeNumber(number);
      }
    }
  }
}
