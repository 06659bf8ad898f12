package io.llmcache.samples.assistant;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/**
 * A provider's answer that has begun to come in, as a stream of events or as one JSON object.
 *
 * <p>Not thread-safe; {@link #readText} blocks for as long as the provider writes.
 */
final class ProviderReply implements AutoCloseable {

  /** Takes the answer's text, as much of it at a time as has come in. */
  interface TextSink {
    void text(String piece) throws IOException;
  }

  private static final JsonProvider JSON = JsonProvider.provider();
  private static final String DATA = "data:";
  private static final String DONE = "[DONE]";

  private final Response response;
  private final long askedNanos;
  private final StringBuilder pending = new StringBuilder();
  private long firstNanos;
  private boolean complete;
  private Usage usage = Usage.UNKNOWN;

  ProviderReply(Response response, long askedNanos) {
    this.response = response;
    this.askedNanos = askedNanos;
  }

  CacheStatus cacheStatus() {
    return CacheStatus.parse(response.getHeaderString("Cache-Status"));
  }

  Usage usage() {
    return usage;
  }

  /** From the request to the first piece of text; 0 before that. */
  long firstMillis() {
    return firstNanos == 0 ? 0 : (firstNanos - askedNanos) / 1_000_000;
  }

  /** From the request until now. */
  long millis() {
    return (System.nanoTime() - askedNanos) / 1_000_000;
  }

  /**
   * Reads to the end.
   *
   * @throws Problem if the answer breaks off or the provider reports an error in its midst
   * @throws IOException if the sink fails
   */
  void readText(TextSink sink) throws IOException {
    InputStream body = response.readEntity(InputStream.class);
    if (MediaType.SERVER_SENT_EVENTS_TYPE.isCompatible(response.getMediaType())) {
      readEvents(body, sink);
    } else {
      accept(new String(body.readAllBytes(), StandardCharsets.UTF_8), "message");
    }
    emit(sink);
    if (!complete) {
      throw Problem.brokenOff("The answer ended too early.");
    }
  }

  private void readEvents(InputStream body, TextSink sink) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    for (String line = nextLine(lines); !line.equals(DATA + DONE); line = nextLine(lines)) {
      if (line.startsWith(DATA)) {
        accept(line.substring(DATA.length()), "delta");
      } else if (line.isEmpty() && !lines.ready()) {
        emit(sink);
      }
    }
  }

  /** The next line without blanks after "data:"; the end of the body reads like its end mark. */
  private static String nextLine(BufferedReader lines) {
    try {
      String line = lines.readLine();
      return line == null ? DATA + DONE : line.replaceFirst("^data: +", DATA);
    } catch (IOException e) {
      throw Problem.brokenOff("The connection to the provider was lost.");
    }
  }

  private void emit(TextSink sink) throws IOException {
    if (!pending.isEmpty()) {
      sink.text(pending.toString());
      pending.setLength(0);
    }
  }

  private void accept(String data, String part) {
    JsonObject chunk = parse(data);
    if (chunk.get("error") instanceof JsonObject error) {
      throw Problem.brokenOff(error.getString("message", "No reason was given."));
    }
    if (chunk.get("usage") instanceof JsonObject counts) {
      usage = new Usage(count(counts, "prompt_tokens"), count(counts, "completion_tokens"));
    }
    JsonObject choice = firstChoice(chunk);
    if (choice.get(part) instanceof JsonObject content
        && content.get("content") instanceof JsonString text
        && !text.getString().isEmpty()) {
      firstNanos = firstNanos == 0 ? System.nanoTime() : firstNanos;
      pending.append(text.getString());
    }
    complete |= choice.get("finish_reason") instanceof JsonString;
  }

  private static JsonObject parse(String json) {
    try (JsonReader reader = JSON.createReader(new StringReader(json))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw Problem.brokenOff("The provider sent something that is not JSON.");
    }
  }

  private static JsonObject firstChoice(JsonObject chunk) {
    return chunk.get("choices") instanceof JsonArray choices
            && !choices.isEmpty()
            && choices.get(0) instanceof JsonObject choice
        ? choice
        : JsonValue.EMPTY_JSON_OBJECT;
  }

  private static long count(JsonObject usage, String name) {
    return usage.get(name) instanceof JsonNumber number ? number.longValue() : 0;
  }

  @Override
  public void close() {
    response.close();
  }
}
