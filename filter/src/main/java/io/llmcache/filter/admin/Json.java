package io.llmcache.filter.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The little JSON that the page speaks: flat objects in, figures out. */
final class Json {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Json() {}

  /**
   * The members of an object of strings; numbers and booleans are strings as they are written, null
   * is nothing.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Map<String, String> strings(byte[] body) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = FACTORY.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw noObject();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == null || value.isStructStart()) {
          throw noObject();
        }
        if (value != JsonToken.VALUE_NULL) {
          members.put(name, parser.getText());
        }
      }
      if (parser.nextToken() != null) {
        throw noObject();
      }
      return members;
    } catch (JsonProcessingException e) {
      throw noObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IllegalArgumentException noObject() {
    return new IllegalArgumentException(
        "The body is no flat object of JSON, such as {\"key\": \"llmcache.mode\", \"value\": \"off\"}.");
  }

  /** An object of strings, numbers, booleans, arrays of strings, and such objects. */
  static byte[] write(Map<String, ?> object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(bytes).useDefaultPrettyPrinter()) {
      write(generator, object);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator to, Object value) throws IOException {
    if (value instanceof Map<?, ?> object) {
      to.writeStartObject();
      for (Map.Entry<?, ?> member : object.entrySet()) {
        to.writeFieldName(String.valueOf(member.getKey()));
        write(to, member.getValue());
      }
      to.writeEndObject();
    } else if (value instanceof String[] texts) {
      to.writeArray(texts, 0, texts.length);
    } else if (value instanceof Long number) {
      to.writeNumber(number);
    } else if (value instanceof Double number) {
      to.writeNumber(number);
    } else {
      to.writeString(String.valueOf(value));
    }
  }
}
