package io.llmcache.samples.provider;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parts of a Chat Completions request that this provider looks at.
 *
 * @param question the text of the last user message, or of the last message if no user spoke
 * @param maxTokens the most tokens to answer with; {@code Integer.MAX_VALUE} where none was given
 */
record ChatRequest(
    String model,
    String question,
    int promptTokens,
    int maxTokens,
    boolean stream,
    boolean includeUsage) {

  private static final int TOKENS_AROUND_A_MESSAGE = 4;
  private static final Pattern WISHED_ERROR = Pattern.compile("simulated-error-([45]\\d\\d)");

  static ChatRequest read(InputStream body) throws ApiError {
    JsonObject json = parse(body);
    if (!(json.get("model") instanceof JsonString model)) {
      throw ApiError.badRequest("The parameter 'model' is missing: a string is expected.");
    }
    if (!(json.get("messages") instanceof JsonArray messages) || messages.isEmpty()) {
      throw ApiError.badRequest("The parameter 'messages' is missing or empty.");
    }
    Matcher wished = WISHED_ERROR.matcher(model.getString());
    if (wished.matches()) {
      throw ApiError.wished(Integer.parseInt(wished.group(1)));
    }
    return new ChatRequest(
        model.getString(),
        question(messages),
        messages.stream().mapToInt(ChatRequest::tokens).sum(),
        maxTokens(json),
        json.getBoolean("stream", false),
        json.get("stream_options") instanceof JsonObject options
            && options.getBoolean("include_usage", false));
  }

  private static JsonObject parse(InputStream body) throws ApiError {
    try (JsonReader reader = Json.createReader(body)) {
      return reader.readObject();
    } catch (JsonException e) {
      throw ApiError.badRequest("The body of this request is not a valid JSON object.");
    }
  }

  private static String question(JsonArray messages) {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i) instanceof JsonObject message
          && "user".equals(message.getString("role", ""))) {
        return text(message.getOrDefault("content", JsonValue.NULL));
      }
    }
    return text(messages.get(messages.size() - 1));
  }

  private static int tokens(JsonValue message) {
    return Tokens.of(text(message)).size() + TOKENS_AROUND_A_MESSAGE;
  }

  /** The text of a string, of a content part, of a message, or of a list of them. */
  private static String text(JsonValue value) {
    if (value instanceof JsonString string) {
      return string.getString();
    }
    if (value instanceof JsonArray parts) {
      return parts.stream().map(ChatRequest::text).collect(Collectors.joining(" ")).strip();
    }
    if (value instanceof JsonObject object) {
      return text(object.getOrDefault("content", object.getOrDefault("text", JsonValue.NULL)));
    }
    return "";
  }

  private static int maxTokens(JsonObject json) {
    JsonValue given = json.getOrDefault("max_completion_tokens", json.get("max_tokens"));
    return given instanceof JsonNumber number ? Math.max(1, number.intValue()) : Integer.MAX_VALUE;
  }
}
