package io.llmcache.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.llmcache.exchange.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Recorded exchanges with real providers, read from the folder that the system property {@code
 * tests.shared} names. They belong to others and are no part of this project: where they are
 * missing, {@link #available} is false and the tests that want them are skipped.
 */
public final class Traces {

  private static final JsonFactory JSON = new JsonFactory();

  private Traces() {}

  /**
   * One recorded exchange.
   *
   * @param provider {@code openai}, {@code azure}, {@code groq} ...
   * @param api {@code openai.chat} ...
   * @param host with the port, if it was not the usual one
   * @param path with the query
   * @param headers of the request: only harmless ones were recorded
   * @param requestBody as recorded, or written anew where the recording holds parsed JSON; empty if
   *     there was none
   * @param framing {@code json}, {@code sse}, {@code text} ...
   * @param finish the reasons in the reply
   * @param features what the recording is about: {@code tool-call}, {@code refusal} ...
   * @param source repository and file, to find it again
   */
  public record Exchange(
      String provider,
      String api,
      String host,
      String path,
      Headers headers,
      byte[] requestBody,
      int status,
      Headers responseHeaders,
      byte[] responseBody,
      String framing,
      List<String> finish,
      List<String> features,
      String source) {

    @Override
    public String toString() {
      return provider + " " + path + " " + status + " " + source;
    }
  }

  /** Whether the recordings are on this machine. */
  public static boolean available() {
    return Files.isDirectory(folder());
  }

  /** All exchanges of Chat Completions, of every provider, in a fixed order. */
  public static Stream<Exchange> openAiChat() {
    return of("openai.chat");
  }

  /** All exchanges of one API, in a fixed order. */
  public static Stream<Exchange> of(String api) {
    return all().filter(exchange -> exchange.api().equals(api));
  }

  /** All exchanges, in a fixed order. */
  public static Stream<Exchange> all() {
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> sorted =
          files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
      return sorted.stream().flatMap(Traces::lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    return Path.of(System.getProperty("tests.shared", "../shared"), "traces", "dev");
  }

  private static Stream<Exchange> lines(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank())
          .map(Traces::exchange);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Exchange exchange(String line) {
    Map<String, Value> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        fields.put(name, Value.read(parser));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Exchange(
        text(fields, "provider"),
        text(fields, "api"),
        text(fields, "host"),
        text(fields, "path"),
        headers(fields, "request_headers"),
        fields.get("request_body").text().getBytes(StandardCharsets.UTF_8),
        Integer.parseInt(text(fields, "status")),
        headers(fields, "response_headers"),
        body(fields),
        text(fields, "framing"),
        list(fields, "finish"),
        list(fields, "features"),
        text(fields, "source_repo") + " " + text(fields, "source_path"));
  }

  private static byte[] body(Map<String, Value> fields) {
    String text = text(fields, "response_body");
    return text(fields, "response_encoding").equals("base64")
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Map<String, Value> fields, String name) {
    Value value = fields.get(name);
    return value == null ? "" : value.text();
  }

  private static List<String> list(Map<String, Value> fields, String name) {
    Value value = fields.get(name);
    return value == null ? List.of() : value.elements();
  }

  private static Headers headers(Map<String, Value> fields, String name) {
    Value value = fields.get(name);
    Headers headers = Headers.EMPTY;
    for (Map.Entry<String, String> field :
        (value == null ? Map.<String, String>of() : value.members()).entrySet()) {
      headers = headers.plus(field.getKey(), field.getValue());
    }
    return headers;
  }

  /** A value in a line: the text of a scalar ("" for null), the JSON of anything else. */
  private record Value(String text) {

    static Value read(JsonParser parser) throws IOException {
      JsonToken token = parser.currentToken();
      if (token == JsonToken.VALUE_NULL) {
        return new Value("");
      }
      if (token.isScalarValue()) {
        return new Value(parser.getText());
      }
      ByteArrayOutputStream json = new ByteArrayOutputStream();
      try (JsonGenerator generator = JSON.createGenerator(json)) {
        generator.copyCurrentStructure(parser);
      }
      return new Value(json.toString(StandardCharsets.UTF_8));
    }

    List<String> elements() {
      List<String> elements = new ArrayList<>();
      try (JsonParser parser = JSON.createParser(text)) {
        parser.nextToken();
        while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
          elements.add(read(parser).text());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return elements;
    }

    Map<String, String> members() {
      Map<String, String> members = new LinkedHashMap<>();
      try (JsonParser parser = JSON.createParser(text)) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, read(parser).text());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return members;
    }
  }
}
