package io.llmcache.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.llmcache.cli.common.JobError;
import io.llmcache.cli.common.JsonObjectText;
import io.llmcache.cli.common.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question with its answer: {@code {"body": {...}, "answer": "..."}}, or in short {@code
 * {"model": "...", "system": "...", "question": "...", "answer": "...", "tags": ["..."]}}. Both may
 * have {@code tags} and {@code url}; {@code system} may be left out.
 */
final class PairForm implements JobForm {

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public Job read(Line line) throws JobError {
    JsonObjectText pair = JsonObjectText.parse(line.bytes());
    String url = pair.text("url");
    return new Job(
        url == null ? JobForm.CHAT : JobForm.path(url),
        tags(pair.texts("tags")),
        pair.has("body") ? JobForm.body(pair) : question(pair),
        required(pair, "answer"));
  }

  private static String tags(List<String> tags) throws JobError {
    for (String tag : tags) {
      if (tag.isBlank() || !tag.chars().allMatch(c -> c > 0x1f && c < 0x7f && c != ',')) {
        throw new JobError("the tag \"%s\" is not ASCII without commas".formatted(tag));
      }
    }
    return String.join(",", tags);
  }

  private static byte[] question(JsonObjectText pair) throws JobError {
    String model = required(pair, "model");
    String system = pair.text("system");
    String question = required(pair, "question");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("model", model);
      json.writeArrayFieldStart("messages");
      message(json, "system", system);
      message(json, "user", question);
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void message(JsonGenerator json, String role, @Nullable String content)
      throws IOException {
    if (content != null) {
      json.writeStartObject();
      json.writeStringField("role", role);
      json.writeStringField("content", content);
      json.writeEndObject();
    }
  }

  private static String required(JsonObjectText pair, String name) throws JobError {
    String text = pair.text(name);
    if (text == null || text.isBlank()) {
      throw new JobError("\"%s\" is missing; add it as a string".formatted(name));
    }
    return text;
  }
}
