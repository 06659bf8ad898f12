package io.llmcache.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.llmcache.cli.common.JobError;
import io.llmcache.cli.common.JsonObjectText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion that says a ready-made answer, as a provider would have sent it: in one piece,
 * or as a stream where the request asks for one. Its usage is zero, since nothing was spent.
 *
 * @param contentType of the body
 */
record PairReply(String contentType, byte[] body) {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * @param id what tells this reply from others
   */
  static PairReply of(byte[] request, String answer, String id, Instant now) throws JobError {
    JsonObjectText asked = JsonObjectText.parse(request);
    String model = asked.text("model");
    Writer writer = new Writer("chatcmpl-" + id, now.getEpochSecond(), model == null ? "" : model);
    if (!asked.isTrue("stream")) {
      return new PairReply("application/json", bytes(writer.whole(answer)));
    }
    byte[] options = asked.object("stream_options");
    boolean usage = options != null && JsonObjectText.parse(options).isTrue("include_usage");
    return new PairReply("text/event-stream; charset=utf-8", bytes(writer.stream(answer, usage)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private interface Content {
    void to(JsonGenerator json) throws IOException;
  }

  private record Writer(String id, long created, String model) {

    String whole(String answer) {
      return object(
          "chat.completion",
          json -> {
            json.writeArrayFieldStart("choices");
            json.writeStartObject();
            json.writeNumberField("index", 0);
            json.writeObjectFieldStart("message");
            json.writeStringField("role", "assistant");
            json.writeStringField("content", answer);
            json.writeNullField("refusal");
            json.writeEndObject();
            finish(json, "stop");
            json.writeEndArray();
            usage(json);
          });
    }

    String stream(String answer, boolean usage) {
      StringBuilder events = new StringBuilder();
      events.append(event(json -> delta(json, "role", "assistant", null)));
      events.append(event(json -> delta(json, "content", answer, null)));
      events.append(event(json -> delta(json, "", "", "stop")));
      if (usage) {
        events.append(event(Writer::onlyUsage));
      }
      return events.append("data: [DONE]\n\n").toString();
    }

    private String event(Content content) {
      return "data: " + object("chat.completion.chunk", content) + "\n\n";
    }

    private String object(String kind, Content content) {
      StringWriter out = new StringWriter();
      try (JsonGenerator json = JSON.createGenerator(out)) {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeStringField("object", kind);
        json.writeNumberField("created", created);
        json.writeStringField("model", model);
        content.to(json);
        json.writeEndObject();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return out.toString();
    }

    private static void delta(
        JsonGenerator json, String name, String value, @Nullable String reason) throws IOException {
      json.writeArrayFieldStart("choices");
      json.writeStartObject();
      json.writeNumberField("index", 0);
      json.writeObjectFieldStart("delta");
      if (!name.isEmpty()) {
        json.writeStringField(name, value);
      }
      json.writeEndObject();
      finish(json, reason);
      json.writeEndArray();
    }

    private static void finish(JsonGenerator json, @Nullable String reason) throws IOException {
      json.writeNullField("logprobs");
      json.writeStringField("finish_reason", reason);
      json.writeEndObject();
    }

    private static void onlyUsage(JsonGenerator json) throws IOException {
      json.writeArrayFieldStart("choices");
      json.writeEndArray();
      usage(json);
    }

    private static void usage(JsonGenerator json) throws IOException {
      json.writeObjectFieldStart("usage");
      json.writeNumberField("prompt_tokens", 0);
      json.writeNumberField("completion_tokens", 0);
      json.writeNumberField("total_tokens", 0);
      json.writeEndObject();
    }
  }
}
