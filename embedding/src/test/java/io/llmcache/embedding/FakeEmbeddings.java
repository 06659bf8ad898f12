package io.llmcache.embedding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers of an embedding service: each text has two numbers, its length and one. */
final class FakeEmbeddings {

  private FakeEmbeddings() {}

  static void floats(String body, HttpExchange exchange) throws IOException {
    FakeService.reply(exchange, 200, reply(inputs(body), FakeEmbeddings::numbers));
  }

  static void base64(String body, HttpExchange exchange) throws IOException {
    FakeService.reply(exchange, 200, reply(inputs(body), FakeEmbeddings::encoded));
  }

  /** The vector that an embedder makes of it. */
  static float[] vector(String text) {
    double length = Math.hypot(text.length(), 1);
    return new float[] {(float) (text.length() / length), (float) (1 / length)};
  }

  static List<String> inputs(String body) throws IOException {
    List<String> inputs = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(body)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING && parser.currentName() == null) {
          inputs.add(parser.getText());
        }
      }
    }
    return inputs;
  }

  private static String reply(List<String> inputs, Function<String, String> embedding) {
    return IntStream.range(0, inputs.size())
        .map(i -> inputs.size() - 1 - i)
        .mapToObj(i -> entry(i, embedding.apply(inputs.get(i))))
        .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "],\"usage\":{}}"));
  }

  static String entry(int index, String embedding) {
    return "{\"object\":\"embedding\",\"index\":%d,\"embedding\":%s}".formatted(index, embedding);
  }

  private static String numbers(String text) {
    return "[" + text.length() + ",1]";
  }

  private static String encoded(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(text.length()).putFloat(1);
    return "\"" + Base64.getEncoder().encodeToString(bytes.array()) + "\"";
  }
}
