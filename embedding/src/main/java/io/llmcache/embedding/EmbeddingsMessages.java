package io.llmcache.embedding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is sent to {@code /embeddings}, and what comes back. Pure. */
final class EmbeddingsMessages {

  /** More numbers than any model gives. */
  private static final int LONGEST_VECTOR = 65_536;

  private static final JsonFactory JSON = new JsonFactory();

  private EmbeddingsMessages() {}

  /** Asks for no encoding: services differ in the names that they take for the usual one. */
  static byte[] request(String model, List<String> texts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("model", model);
      json.writeArrayFieldStart("input");
      for (String text : texts) {
        json.writeString(text);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /**
   * The vectors in the order of the texts, each of unit length.
   *
   * @throws IOException if one is missing or there twice, or it is something else altogether
   */
  static List<float[]> vectors(byte[] reply, int count) throws IOException {
    float[][] vectors = new float[count][];
    try (JsonParser parser = JSON.createParser(reply)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw broken("not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean data = parser.currentName().equals("data");
        if (parser.nextToken() == JsonToken.START_ARRAY && data) {
          readData(parser, vectors);
        } else {
          parser.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      throw broken("not JSON");
    }
    if (Arrays.asList(vectors).contains(null)) {
      throw broken("an embedding is missing");
    }
    return List.of(vectors);
  }

  private static void readData(JsonParser parser, float[][] vectors) throws IOException {
    for (int at = 0; parser.nextToken() == JsonToken.START_OBJECT; at++) {
      int index = at;
      float[] vector = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
          index = parser.getIntValue();
        } else if (field.equals("embedding")) {
          vector = vector(parser, value);
        } else {
          parser.skipChildren();
        }
      }
      put(vectors, index, vector);
    }
  }

  private static void put(float[][] vectors, int index, float @Nullable [] vector)
      throws IOException {
    if (index < 0 || index >= vectors.length) {
      throw broken("an embedding of a text that was not sent");
    }
    if (vector == null || vectors[index] != null) {
      throw broken("an embedding is missing or there twice");
    }
    vectors[index] = Vectors.unit(vector);
  }

  private static float[] vector(JsonParser parser, JsonToken value) throws IOException {
    return switch (value) {
      case START_ARRAY -> numbers(parser);
      case VALUE_STRING -> floats(parser.getBinaryValue());
      default -> throw broken("an embedding in a form that is not known");
    };
  }

  private static float[] numbers(JsonParser parser) throws IOException {
    float[] numbers = new float[1024];
    int size = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonToken token = parser.currentToken();
      if (token == null || !token.isNumeric() || size == LONGEST_VECTOR) {
        throw broken("an embedding that does not consist of numbers");
      }
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, size * 2);
      }
      numbers[size++] = parser.getFloatValue();
    }
    return Arrays.copyOf(numbers, size);
  }

  /** OpenAI's {@code base64}: 32-bit numbers, the low byte first. */
  private static float[] floats(byte[] bytes) {
    float[] floats = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }

  private static IOException broken(String why) {
    return new IOException("The embedding service's answer is of no use: " + why + ".");
  }
}
